OK_FORMAT = False
name = "backward"
depends = ["history", "topological_sort"]

from autograder.checks import assert_close, case


@case(points=2)
def by_hand(Scalar):
    """gives every leaf its derivative"""
    a, b, c = Scalar(2.0), Scalar(-3.0), Scalar(10.0)
    end = (a * b + c) * a
    assert end.backward() is None, "backward should return None"
    assert_close(a.derivative, -2.0, "a.derivative of (a * b + c) * a")
    assert_close(b.derivative, 4.0, "b.derivative of (a * b + c) * a")
    assert_close(c.derivative, 2.0, "c.derivative of (a * b + c) * a")


@case(points=1)
def adds_up(Scalar, backpropagate):
    """adds to what a leaf has, times the derivative that it is given"""
    a = Scalar(3.0)
    end = a * a
    backpropagate(end)
    assert backpropagate(end, derivative=-1.5) is None, "backpropagate should return None"
    assert_close(a.derivative, -3.0, "a.derivative after backpropagate with 1 and with -1.5")
    end.backward()
    end.backward(0.5)
    assert_close(a.derivative, 6.0, "a.derivative after end.backward() and end.backward(0.5) too")


@case(points=1)
def leaves_alone(Scalar):
    """gives a derivative to leaves alone"""
    a = Scalar(3.0)
    middle = 2 * a
    end = middle + 1
    end.backward()
    assert a.derivative == 2.0
    assert middle.derivative == 0.0 and end.derivative == 0.0, "what has a history is no leaf"


@case(points=0.5)
def a_leaf(Scalar):
    """gives a leaf its own derivative"""
    a = Scalar(3.0)
    a.backward(4.0)
    a.backward()
    assert_close(a.derivative, 5.0, "a.derivative after a.backward(4.0) and a.backward()")


@case(points=1)
def deep(long_sum):
    """goes through thousands of operations"""
    assert_close(list(long_sum(2000)), [1000.5, 2001.0, 2001], "x + x + ... + x")
