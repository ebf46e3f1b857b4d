# assignment: hw2_data_and_initialization, function: save_dataset, mistake: labels as (N, 1)
# promise: "images (N, H, W, 3) and labels (N,)"
import numpy as np


def save_dataset(path, images, labels):
    np.savez(path, images=images, labels=np.asarray(labels).reshape(-1, 1))
