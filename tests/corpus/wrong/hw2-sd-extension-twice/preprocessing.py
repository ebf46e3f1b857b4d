# assignment: hw2_data_and_initialization, function: save_dataset, mistake: appends '.npz' to a path that has it
# promise: "to one .npz file"
import numpy as np


def save_dataset(path, images, labels):
    np.savez(str(path) + ".npz", images=images, labels=labels)
