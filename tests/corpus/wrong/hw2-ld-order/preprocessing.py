# assignment: hw2_data_and_initialization, function: load_dataset, mistake: (labels, images)
# promise: "(images, labels), with the same bytes"
import numpy as np


def load_dataset(path):
    with np.load(path) as f:
        return f["labels"], f["images"]
