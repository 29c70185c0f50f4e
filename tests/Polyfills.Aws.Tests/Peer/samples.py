"""Fully populated values made from a shape alone; RequestFiller.cs makes the same ones from the C# types."""

import base64
import datetime

WHEN = datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
WHEN_MILLISECONDS = int(WHEN.timestamp() * 1000)
WHEN_IN_CSHARP = "2024-01-02T03:04:05.0000000Z"

# Characters that every protocol escapes in a way of its own.
SUFFIX = " a/b&c+d=e<f>\"g\"%ü"

MAX_DEPTH = 4

# long in the service model, DateTime in the official .NET package.
EPOCH_MILLISECONDS = {
    ("OutputLogEvent", "timestamp"),
    ("OutputLogEvent", "ingestionTime"),
    ("GetLogEventsRequest", "startTime"),
    ("GetLogEventsRequest", "endTime"),
    ("LogStream", "creationTime"),
    ("LogStream", "firstEventTimestamp"),
    ("LogStream", "lastEventTimestamp"),
    ("LogStream", "lastIngestionTime"),
}

SCALARS = {
    "integer": 7,
    "long": 8,
    "double": 1.5,
    "float": 1.5,
    "boolean": True,
    "timestamp": WHEN,
    "blob": b"blob",
}


def pascal(name):
    return name[0].upper() + name[1:]


def fill(shape, name="", depth=0):
    """A value with every member set, or None where nesting goes too deep."""
    if shape.type_name == "structure":
        return fill_structure(shape, depth)
    if shape.type_name == "list":
        item = fill(shape.member, "item", depth)
        return None if item is None else [item, item]
    if shape.type_name == "map":
        value = fill(shape.value, "value", depth)
        return None if value is None else {"k1": value}
    if shape.type_name == "string":
        # Enums inside collections are plain strings in .NET.
        is_enum = shape.enum and name not in ("item", "value")
        return f"e-{name}" if is_enum else f"s-{name}{SUFFIX}"
    return SCALARS[shape.type_name]


def fill_structure(shape, depth):
    if getattr(shape, "is_document_type", False) or depth > MAX_DEPTH:
        return None
    filled = {}
    for name, member in shape.members.items():
        if (shape.name, name) in EPOCH_MILLISECONDS:
            filled[name] = WHEN_MILLISECONDS
        else:
            value = fill(member, pascal(name), depth + 1)
            if value is not None:
                filled[name] = value
    return filled


def as_csharp_dumps_it(shape, value):
    """What ObjectDump.cs makes of the C# object that holds the value."""
    if shape.type_name == "structure":
        return {
            pascal(name): WHEN_IN_CSHARP
            if (shape.name, name) in EPOCH_MILLISECONDS
            else as_csharp_dumps_it(shape.members[name], member)
            for name, member in value.items()
        }
    if shape.type_name == "list":
        return [as_csharp_dumps_it(shape.member, item) for item in value]
    if shape.type_name == "map":
        return {key: as_csharp_dumps_it(shape.value, item) for key, item in value.items()}
    if shape.type_name == "timestamp":
        return WHEN_IN_CSHARP
    if shape.type_name == "blob":
        return base64.b64encode(value).decode()
    return value
