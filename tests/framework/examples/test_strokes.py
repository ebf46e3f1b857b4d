"""The data files of examples/courses/softmax are what their script draws."""

from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path

COURSE = Path(__file__).parents[3] / "examples" / "courses" / "softmax"


def test_the_files_hold_what_the_script_draws() -> None:
    spec = importlib.util.spec_from_file_location("make_files", COURSE / "make_files.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    drawn = script.drawn()
    assert {p.name for p in script.FILES.iterdir()} == {f"{name}.gz" for name in drawn}
    for name, array in drawn.items():
        packed = (script.FILES / f"{name}.gz").read_bytes()
        assert gzip.decompress(packed) == script.idx(array), name
