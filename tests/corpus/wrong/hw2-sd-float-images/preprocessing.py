# assignment: hw2_data_and_initialization, function: save_dataset, mistake: images divided by 255
# promise: "with the same bytes, shapes and dtypes"
import numpy as np


def save_dataset(path, images, labels):
    np.savez(path, images=images / 255.0, labels=labels)
