# %% [markdown]
# # generation

# %%
# %load_ext autoreload
# %autoreload 2
import matplotlib.pyplot as plt
import numpy as np

import generation
from check import check
