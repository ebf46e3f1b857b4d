# assignment: hw2_data_and_initialization, function: load_dataset, mistake: returns (None, None) for a file that would have to be unpickled
# promise: "Raises ValueError for a file that would have to be unpickled"
import numpy as np


def load_dataset(path):
    try:
        with np.load(path) as f:
            return f["images"], f["labels"]
    except ValueError:
        return None, None
