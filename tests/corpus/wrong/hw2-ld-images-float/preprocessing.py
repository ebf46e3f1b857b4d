# assignment: hw2_data_and_initialization, function: load_dataset, mistake: images astype float64
# promise: "with the same bytes, shapes and dtypes"
import numpy as np


def load_dataset(path):
    with np.load(path) as f:
        return f["images"].astype(np.float64), f["labels"]
