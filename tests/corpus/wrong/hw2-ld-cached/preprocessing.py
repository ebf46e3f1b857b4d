# assignment: hw2_data_and_initialization, function: load_dataset, mistake: remembers what it read: a file written anew is not read again
# promise: "Read what ``save_dataset`` wrote"
from functools import lru_cache

import numpy as np


@lru_cache(maxsize=None)
def load_dataset(path):
    with np.load(path) as f:
        return f["images"], f["labels"]
