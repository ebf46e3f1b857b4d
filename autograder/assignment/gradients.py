"""The reference as the oracle: run once when a bundle is built, its numeric gradients kept.

A kept gradient is found by a hash over the case, the inputs and the upstream gradient; where NumPy
draws other inputs than on the machine that built the bundle, it is computed again.
"""

from __future__ import annotations

import json

import numpy as np

from autograder.checks.numeric import NumericGradient


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
