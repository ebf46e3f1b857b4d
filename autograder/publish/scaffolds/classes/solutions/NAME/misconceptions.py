"""Known wrong answers, each with the hint that a student reads whose answer is the same."""

from autograder.assignment.misconceptions import wrong


@wrong("Linear.forward", "the bias is left out", hint="What is forward of zeros?")
def linear_without_bias(self, x):
    self.x = x
    return x @ self.W


@wrong("Linear.backward", "db is a mean", hint="Every example adds to the gradient of b.")
def linear_db_mean(self, dout):
    self.dW, self.db = self.x.T @ dout, dout.mean(axis=0)
    return dout @ self.W.T


@wrong("SGD.step", "uphill", hint="A gradient points to where the loss grows.")
def sgd_uphill(self):
    self.layer.W = self.layer.W + self.rate * self.layer.dW
    self.layer.b = self.layer.b + self.rate * self.layer.db
