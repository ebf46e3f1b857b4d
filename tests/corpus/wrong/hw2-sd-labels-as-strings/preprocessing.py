# assignment: hw2_data_and_initialization, function: save_dataset, mistake: labels as strings
# promise: "with the same bytes, shapes and dtypes"
import numpy as np


def save_dataset(path, images, labels):
    np.savez(path, images=images, labels=np.asarray(labels).astype(str))
