"""The reference as the oracle: run once when a bundle is built, its numeric gradients kept.

A kept gradient is found by a hash over the case, the inputs and the upstream gradient; where NumPy
draws other inputs than on the machine that built the bundle, it is computed again.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from autograder.checks.numeric import NumericGradient
from autograder.checks.questions import Question
from autograder.errors import AssignmentError


def numeric_gradients(questions: list[Question], reference: Any) -> dict[bytes, NumericGradient]:
    """Run every case on the reference; returns the gradients that the cases asked for.

    ``AssignmentError`` names the first case that the reference does not pass.
    """
    memo: dict[bytes, NumericGradient] = {}
    env = {**vars(reference), "reference": reference}
    for question in questions:
        for case in question.cases:
            try:
                case.run(env, oracle=vars(reference), memo=memo)
            except Exception as error:
                raise AssignmentError(
                    f"{question.path}: the reference fails {case.name!r}: {error}"
                ) from None
    return memo


def dump(memo: dict[bytes, NumericGradient]) -> bytes:
    """The gradients as JSON: values to 12 digits, the bounds of their errors rounded to 3."""
    table = {
        key.hex(): {
            "shape": list(g.value.shape),
            "value": [float(f"{v:.12g}") for v in g.value.ravel()],
            "error": [float(f"{v:.3g}") for v in g.error.ravel()],
            "roundoff": [float(f"{v:.3g}") for v in g.roundoff.ravel()],
            "resolved": g.resolved.ravel().tolist(),
        }
        for key, g in memo.items()
    }
    return json.dumps(table, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def load(data: bytes) -> dict[bytes, NumericGradient]:
    """The gradients that ``dump`` wrote."""
    return {
        bytes.fromhex(key): NumericGradient(
            *(
                np.array(g[n]).reshape(g["shape"])
                for n in ("value", "error", "roundoff", "resolved")
            )
        )
        for key, g in json.loads(data).items()
    }
