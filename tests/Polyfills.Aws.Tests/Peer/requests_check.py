"""Is the request that came the one that botocore would send?"""

import json
import re
from urllib.parse import parse_qsl, unquote

import botocore.serialize

import differences
import samples


def check(operation, protocol, method, raw_path, headers, body):
    """A list of differences from botocore's request."""
    parameters = samples.fill(operation.input_shape) if operation.input_shape else {}
    serializer = botocore.serialize.create_serializer(protocol, include_validation=False)
    expected = serializer.serialize_to_request(parameters, operation)
    path, _, query = raw_path.partition("?")
    expected_path, _, expected_query = expected["url_path"].partition("?")
    return [
        *differences.between("method", expected["method"], method),
        *differences.between("path", unquote(expected_path), unquote(path)),
        *differences.between(
            "query",
            sorted(pairs(expected["query_string"]) + parse_qsl(expected_query, keep_blank_values=True)),
            sorted(parse_qsl(query, keep_blank_values=True)),
        ),
        *check_headers(expected["headers"], headers, protocol),
        *check_body(expected["body"], body, protocol),
    ]


def pairs(query):
    if isinstance(query, str):
        return parse_qsl(query, keep_blank_values=True)
    return [
        (name, str(item))
        for name, value in (query or {}).items()
        for item in (value if isinstance(value, list) else [value])
    ]


def check_headers(expected, headers, protocol):
    for name, value in expected.items():
        actual = headers.get(name.lower())
        if name.lower() == "content-type":
            # rest-json leaves it to the client; the others' charset does not matter.
            if protocol == "rest-json":
                continue
            value, actual = (text.split(";")[0] for text in (value, actual or ""))
        yield from differences.between(f"header {name}", value, actual)


def check_body(expected, body, protocol):
    if protocol == "query":
        form = dict(parse_qsl(body.decode(), keep_blank_values=True))
        return differences.between(
            "body",
            {name: normal(str(value)) for name, value in expected.items()},
            {name: normal(value) for name, value in form.items()},
        )
    return differences.between("body", json.loads(expected or "null"), json.loads(body or "null"))


def normal(text):
    """Booleans of Python and times with or without their empty fraction are the same."""
    return {"True": "true", "False": "false"}.get(text, re.sub(r"(\d\d:\d\d:\d\d)\.000Z", r"\1Z", text))
