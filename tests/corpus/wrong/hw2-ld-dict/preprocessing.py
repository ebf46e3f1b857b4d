# assignment: hw2_data_and_initialization, function: load_dataset, mistake: returns a dict
# promise: "(images, labels)"
import numpy as np


def load_dataset(path):
    with np.load(path) as f:
        return {k: f[k] for k in f.files}
