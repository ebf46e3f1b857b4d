# assignment: hw2_data_and_initialization, function: load_dataset, mistake: empty batches come back as None
# promise: "with the same bytes, shapes and dtypes"
import numpy as np


def load_dataset(path):
    with np.load(path) as f:
        images, labels = f["images"], f["labels"]
    return (images, labels) if len(images) else (None, None)
