# assignment: hw2_data_and_initialization, function: save_dataset, mistake: names X and y
# promise: "under the names `images` and `labels`"
import numpy as np


def save_dataset(path, images, labels):
    np.savez(path, X=images, y=labels)
