# assignment: hw2_data_and_initialization, function: mean_image, mistake: total = images[0] is a view: += changes the first image
# promise: "No function changes the arrays that it is given."
import numpy as np


def mean_image(images):
    mean = images.mean(axis=0)
    total = images[0]
    for image in images[1:]:
        total += image
    return mean
