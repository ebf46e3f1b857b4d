"""Keys of dicts on the wire: none whose hashes can be made to collide by the thousand.

The sandbox runs this file too, outside the package.
"""

from __future__ import annotations

from collections.abc import Collection

from .rare import MAX_SET, SMALL


def are_keys(keys: Collection[object]) -> bool:
    """Whether ``keys`` may all be those of a dict: texts, whole numbers, truths and None.

    A whole number is its own hash, and those that fall on one another can be computed: a megabyte
    of them costs seconds, twice as much the fourfold. More than ``MAX_SET`` numbers travel where
    they count from 0 or 1, as tokens are numbered: those have places of their own.
    """
    if not all(_is_key(key) for key in keys):
        return False
    if len(keys) <= MAX_SET:
        return True
    numbers = [key for key in keys if type(key) is int]
    return len(numbers) <= MAX_SET or all(0 <= number <= len(numbers) for number in numbers)


def _is_key(key: object) -> bool:
    if type(key) is int:
        return -SMALL < key < SMALL
    return key is None or type(key) in (str, bool)
