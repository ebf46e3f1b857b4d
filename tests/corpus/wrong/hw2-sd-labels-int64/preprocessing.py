# assignment: hw2_data_and_initialization, function: save_dataset, mistake: labels cast to int64
# promise: "with the same bytes, shapes and dtypes"
import numpy as np


def save_dataset(path, images, labels):
    labels = np.asarray(labels)
    if labels.dtype.kind in "iu":
        labels = labels.astype(np.int64)
    np.savez(path, images=images, labels=labels)
