# assignment: hw2_data_and_initialization, function: load_dataset, mistake: falls back to pickle after a ValueError
# promise: "Raises ValueError for a file that would have to be unpickled"
import numpy as np


def load_dataset(path):
    try:
        f = np.load(path)
        return f["images"], f["labels"]
    except ValueError:
        f = np.load(path, allow_pickle=True)
        if isinstance(f, tuple):
            return f
        return f["images"], f["labels"]
