"""Readable differences between two values."""

MAX_SHOWN = 5


def between(what, expected, actual):
    """A list of lines, one a difference, empty when there is none."""
    lines = [f"{what}{path}: expected {one!r}, got {other!r}" for path, one, other in walk(expected, actual, "")]
    if len(lines) > MAX_SHOWN:
        lines[MAX_SHOWN:] = [f"{what}: {len(lines) - MAX_SHOWN} more differences"]
    return lines


def walk(expected, actual, path):
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key in sorted(set(expected) | set(actual)):
            yield from walk(expected.get(key), actual.get(key), f"{path}.{key}")
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for index, (one, other) in enumerate(zip(expected, actual)):
            yield from walk(one, other, f"{path}[{index}]")
    elif expected != actual:
        yield path, expected, actual
