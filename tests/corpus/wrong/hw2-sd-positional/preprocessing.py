# assignment: hw2_data_and_initialization, function: save_dataset, mistake: positional: arr_0 and arr_1
# promise: "under the names `images` and `labels`"
import numpy as np


def save_dataset(path, images, labels):
    np.savez(path, images, labels)
