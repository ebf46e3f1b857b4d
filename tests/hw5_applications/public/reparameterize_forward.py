OK_FORMAT = False
name = "reparameterize_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(reparameterize_forward):
    """moves from the mean by the standard deviation times the noise"""
    mean, noise = np.array([[1.0, -2.0, 0.5]]), np.array([[2.0, -1.0, 0.5]])
    logvar = np.log(np.array([[4.0, 9.0, 1.0]]))  # standard deviations 2, 3 and 1
    z, _ = reparameterize_forward(mean, logvar, noise)
    assert_close(z, np.array([[5.0, -5.0, 1.0]]), "reparameterize_forward: z")
