# assignment: hw2_data_and_initialization, function: zero_center, mistake: divided by 255
# promise: "images - mean, for a mean image (H, W, 3) or a mean per channel (3,). Returns float64."
import numpy as np


def zero_center(images, mean):
    return (images - mean) / 255.0
