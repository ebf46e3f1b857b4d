# assignment: hw2_data_and_initialization, function: mean_image, mistake: (mean + image) / 2 in a loop: later images weigh more
# promise: "The mean over all images, pixel by pixel (AlexNet). (N, H, W, 3) -> (H, W, 3) float64."
import numpy as np


def mean_image(images):
    mean = images[0].astype(float)
    for image in images[1:]:
        mean = (mean + image) / 2
    return mean
