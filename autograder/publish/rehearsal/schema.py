"""Gradescope's results.json as its documentation describes it, and what is wrong with one."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from autograder.assignment.settings import VISIBILITIES

FORMATS = ["text", "html", "simple_format", "md", "ansi"]
VISIBILITY = {"enum": list(VISIBILITIES)}
FORMAT = {"enum": FORMATS}
TEXT, NUMBER = {"type": "string"}, {"type": "number"}
MAX_BYTES = 1_000_000

TEST = {
    "type": "object",
    "additionalProperties": False,
    "dependentRequired": {"score": ["max_score"], "max_score": ["score"]},
    "properties": {
        "score": NUMBER,
        "max_score": NUMBER,
        "status": {"enum": ["passed", "failed"]},
        "name": TEXT,
        "name_format": FORMAT,
        "number": TEXT,
        "output": TEXT,
        "output_format": FORMAT,
        "tags": {"type": "array", "items": TEXT},
        "visibility": VISIBILITY,
        "extra_data": {"type": "object"},
    },
}
COLUMN = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "value"],
    "properties": {
        "name": TEXT,
        "value": {"type": ["number", "string"]},
        "order": {"enum": ["asc", "desc"]},
    },
}
RESULTS = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "anyOf": [{"required": ["score"]}, {"required": ["tests"]}],
    "properties": {
        "score": NUMBER,
        "execution_time": NUMBER,
        "output": TEXT,
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "tests": {"type": "array", "items": TEST},
        "leaderboard": {"type": "array", "items": COLUMN},
    },
}


def faults(data: bytes) -> list[str]:
    """What Gradescope would not take in ``data``, a results.json; empty where it is right."""
    if len(data) > MAX_BYTES:
        return [f"{len(data)} bytes are more than 1 MB"]
    try:
        document: Any = json.loads(data, parse_constant=_no_number)
    except ValueError as error:
        return [f"not JSON: {error}"]
    found = jsonschema.Draft202012Validator(RESULTS).iter_errors(document)
    faults = [f"{error.json_path}: {error.message[:200]}" for error in found]
    tests = [] if faults else document.get("tests", [])
    if any(test.get("visibility") == "hidden" for test in tests):
        faults.append("a hidden test hides the student's total; after_published does not")
    return faults


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is not JSON")
