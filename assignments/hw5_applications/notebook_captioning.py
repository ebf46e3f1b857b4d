# %% [markdown]
# # captioning

# %%
# %load_ext autoreload
# %autoreload 2
import matplotlib.pyplot as plt
import numpy as np

import captioning
from check import check
