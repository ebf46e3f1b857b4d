# assignment: hw2_data_and_initialization, function: load_dataset, mistake: labels astype int64
# promise: "with the same bytes, shapes and dtypes"
import numpy as np


def load_dataset(path):
    with np.load(path) as f:
        labels = f["labels"]
        return f["images"], labels.astype(np.int64) if labels.dtype.kind in "iuf" else labels
