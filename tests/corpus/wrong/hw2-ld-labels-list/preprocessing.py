# assignment: hw2_data_and_initialization, function: load_dataset, mistake: labels as a list
# promise: "with the same bytes, shapes and dtypes"
import numpy as np


def load_dataset(path):
    with np.load(path) as f:
        return f["images"], f["labels"].tolist()
