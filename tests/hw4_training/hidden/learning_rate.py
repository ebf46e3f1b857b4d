OK_FORMAT = False
name = "learning_rate (hidden)"

import numpy as np

from autograder.checks import CheckFailure, assert_close, assert_raises, case

SCHEDULES = (
    {"kind": "constant", "base": 0.07},
    {"kind": "step", "base": 0.3, "factor": 0.2, "every": 4},
    {"kind": "cosine", "base": 0.3, "total": 11},
    {"kind": "warmup", "base": 0.3, "warmup": 3, "total": 11},
    {"kind": "warmup", "base": 0.3, "warmup": 0, "total": 11},
)


@case(points=0.5)
def all_steps(learning_rate, reference):
    """is right for every step of every kind"""
    for schedule in SCHEDULES:
        found = np.array([float(learning_rate(schedule, step)) for step in range(11)])
        right = np.array([reference.learning_rate(schedule, step) for step in range(11)])
        assert_close(found, right, f"learning_rate, {schedule['kind']}")


@case(points=0.25)
def one_number(learning_rate):
    """is one float, also where base is a whole number"""
    for schedule in (*SCHEDULES, {"kind": "constant", "base": 1}):
        found = learning_rate(schedule, 5)
        if not isinstance(found, float):
            raise CheckFailure(f"learning_rate, {schedule['kind']}: it should be a float.")
        assert_close(found, found, "learning_rate")


@case(points=0.25)
def unknown_kind(learning_rate):
    """raises ValueError for a kind that does not exist"""
    schedule = {"kind": "linear", "base": 0.1, "total": 5, "warmup": 2, "factor": 0.5, "every": 2}
    assert_raises(ValueError, learning_rate, schedule, 3)
