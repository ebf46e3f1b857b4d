# assignment: hw2_data_and_initialization, function: save_dataset, mistake: pickles a dict
# promise: "writes `.npz` (`np.savez`)"
import pickle

import numpy as np


def save_dataset(path, images, labels):
    with open(path, "wb") as f:
        pickle.dump({"images": images, "labels": labels}, f)
