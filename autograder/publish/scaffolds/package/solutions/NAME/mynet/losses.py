"""What a network is trained on."""


def squared_loss(out, wanted):
    """(loss, dout): half the sum of squares divided by N, and its gradient; both (N, M)."""
    # BEGIN SOLUTION
    difference = out - wanted
    return 0.5 * (difference**2).sum() / len(out), difference / len(out)
    # END SOLUTION
