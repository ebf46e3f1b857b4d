# assignment: hw2_data_and_initialization, function: save_dataset, mistake: labels cast to uint8 to save room: 300 is 44
# promise: "with the same bytes, shapes and dtypes"
import numpy as np


def save_dataset(path, images, labels):
    labels = np.asarray(labels)
    np.savez(path, images=images, labels=labels.astype(np.uint8) if labels.dtype.kind in "iu" else labels)
