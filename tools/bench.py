"""The reference's convolution against the plain loops, and PyTorch's where it is installed.

Forward and backward, batch 32, 16 -> 32 channels, 32 x 32 images, 3 x 3 filters. Prints ratios from
one run: absolute times say little on a shared machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from autograder.assignment.reference import load_reference

SOLUTIONS = Path(__file__).parents[1] / "solutions" / "hw1_layers"
ROUNDS = 5


def main() -> None:
    """Measure and print."""
    random = np.random.default_rng(0)
    x, w = random.standard_normal((32, 16, 32, 32)), random.standard_normal((32, 16, 3, 3))
    b, dout = random.standard_normal(32), random.standard_normal((32, 32, 32, 32))
    reference = seconds(lambda: convolution(load_reference(SOLUTIONS, ["layers"]), x, w, b, dout))
    loops = load_reference(SOLUTIONS / "alternatives", ["loops"])
    slow = seconds(lambda: convolution(loops, x, w, b, dout), rounds=1)
    print(f"reference: {reference * 1e3:.0f} ms; the plain loops take {slow / reference:.0f} times")
    try:
        torch: Any = __import__("torch")
    except ImportError:
        print("PyTorch is not installed: no ratio to it")
        return
    fast = seconds(lambda: with_torch(torch, x, w, b, dout))
    print(f"PyTorch {torch.__version__}: the reference takes {reference / fast:.1f} times as long")


def seconds(run: Callable[[], None], rounds: int = ROUNDS) -> float:
    """The median wall time of ``run``."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return median(times)


def convolution(layers: Any, x: Any, w: Any, b: Any, dout: Any) -> None:
    """Forward and backward by ``layers``."""
    _, cache = layers.conv_forward(x, w, b, {"stride": 1, "pad": 1})
    layers.conv_backward(dout, cache)


def with_torch(torch: Any, *arrays: Any) -> None:
    """Forward and backward by PyTorch, in float64 as well."""
    x, w, b, dout = (torch.from_numpy(a) for a in arrays)
    for leaf in (x, w, b):
        leaf.requires_grad_()
    torch.nn.functional.conv2d(x, w, b, padding=1).backward(dout)


if __name__ == "__main__":
    main()
