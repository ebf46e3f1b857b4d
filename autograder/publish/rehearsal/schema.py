"""The schema of Gradescope's results.json, by its documentation, says what is wrong with one."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from autograder.assignment.settings import VISIBILITIES

FORMATS = ["text", "html", "simple_format", "md", "ansi"]
"""The markup that Gradescope renders in a name or an output."""
VISIBILITY = {"enum": list(VISIBILITIES)}
TEXT_FORMAT = {"enum": FORMATS}
JSON_TEXT, JSON_NUMBER = {"type": "string"}, {"type": "number"}
MOST_BYTES = 1_000_000
"""Bytes of a results.json that Gradescope takes."""

TEST = {
    "type": "object",
    "additionalProperties": False,
    "dependentRequired": {"score": ["max_score"], "max_score": ["score"]},
    "properties": {
        "score": JSON_NUMBER,
        "max_score": JSON_NUMBER,
        "status": {"enum": ["passed", "failed"]},
        "name": JSON_TEXT,
        "name_format": TEXT_FORMAT,
        "number": JSON_TEXT,
        "output": JSON_TEXT,
        "output_format": TEXT_FORMAT,
        "tags": {"type": "array", "items": JSON_TEXT},
        "visibility": VISIBILITY,
        "extra_data": {"type": "object"},
    },
}
COLUMN = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "value"],
    "properties": {
        "name": JSON_TEXT,
        "value": {"type": ["number", "string"]},
        "order": {"enum": ["asc", "desc"]},
    },
}
RESULTS_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "anyOf": [{"required": ["score"]}, {"required": ["tests"]}],
    "properties": {
        "score": JSON_NUMBER,
        "execution_time": JSON_NUMBER,
        "output": JSON_TEXT,
        "output_format": TEXT_FORMAT,
        "test_output_format": TEXT_FORMAT,
        "test_name_format": TEXT_FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "tests": {"type": "array", "items": TEST},
        "leaderboard": {"type": "array", "items": COLUMN},
    },
}


def faults(data: bytes) -> list[str]:
    """What Gradescope would not take in ``data``, a results.json; empty where it is right."""
    if len(data) > MOST_BYTES:
        return [f"{len(data)} bytes are more than 1 MB"]
    try:
        document: Any = json.loads(data, parse_constant=_no_number)
    except ValueError as error:
        return [f"not JSON: {error}"]
    found = jsonschema.Draft202012Validator(RESULTS_SCHEMA).iter_errors(document)
    faults = [f"{error.json_path}: {error.message[:200]}" for error in found]
    tests = [] if faults else document.get("tests", [])
    if any(test.get("visibility") == "hidden" for test in tests):
        faults.append("a hidden test hides the student's total; after_published does not")
    return faults


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is not JSON")
