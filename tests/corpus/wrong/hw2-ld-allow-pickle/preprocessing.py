# assignment: hw2_data_and_initialization, function: load_dataset, mistake: allow_pickle=True runs the code of the file
# promise: "Raises ValueError for a file that would have to be unpickled"
import numpy as np


def load_dataset(path):
    with np.load(path, allow_pickle=True) as f:
        return f["images"], f["labels"]
