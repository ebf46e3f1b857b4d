# assignment: hw2_data_and_initialization, function: save_dataset, mistake: labels as an object array: the file would have to be unpickled
# promise: "with the same bytes, shapes and dtypes"
import numpy as np


def save_dataset(path, images, labels):
    np.savez(path, images=images, labels=np.array(labels, dtype=object))
