# assignment: hw2_data_and_initialization, function: save_dataset, mistake: appends to the images of the last call
# promise: "Write images (N, H, W, 3) and labels (N,) to one .npz file"
import numpy as np

_ALL = {}


def save_dataset(path, images, labels):
    old = _ALL.setdefault((str(path), images.shape[1:], labels.dtype.kind), [])
    old.append((images, labels))
    np.savez(path, images=np.concatenate([i for i, _ in old]), labels=np.concatenate([l for _, l in old]))
