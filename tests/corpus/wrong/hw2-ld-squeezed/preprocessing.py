# assignment: hw2_data_and_initialization, function: load_dataset, mistake: images squeezed: sides of length 1 are lost
# promise: "with the same bytes, shapes and dtypes"
import numpy as np


def load_dataset(path):
    with np.load(path) as f:
        return np.squeeze(f["images"]), f["labels"]
