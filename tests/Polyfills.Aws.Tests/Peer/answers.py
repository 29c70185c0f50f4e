"""Fully populated answers and errors in a service's protocol."""

import base64
import json
from xml.sax.saxutils import escape

import samples

REQUEST_ID = "request-id"
ERROR_MESSAGE = "boom"


class Answer:
    def __init__(self, status, body, content_type, headers=None, expected=None):
        self.status = status
        self.body = body.encode()
        self.headers = {"Content-Type": content_type, "x-amzn-RequestId": REQUEST_ID, **(headers or {})}
        # What the client's object should hold.
        self.expected = expected or {}


def empty(operation, protocol):
    if protocol == "query":
        return Answer(200, in_response(operation, ""), "text/xml")
    return Answer(200, "", "application/json")


def full(operation, protocol):
    shape = operation.output_shape
    value = samples.fill(shape) if shape else {}
    expected = samples.as_csharp_dumps_it(shape, value) if shape else {}
    if protocol == "query":
        wrapper = shape.serialization.get("resultWrapper") if shape else None
        result = structure_xml(shape, value, wrapper or f"{operation.name}Result") if shape else ""
        return Answer(200, in_response(operation, result), "text/xml", expected=expected)
    headers = {
        member.serialization["name"]: str(value[name])
        for name, member in (shape.members.items() if shape else ())
        if member.serialization.get("location") == "header"
    }
    body = json.dumps(json_value(shape, value)) if shape else ""
    return Answer(200, body, "application/json", headers, expected)


def error(operation, protocol, name):
    shape = next(shape for shape in operation.error_shapes if shape.name == name)
    metadata = shape.metadata.get("error", {})
    status = metadata.get("httpStatusCode", 400)
    filled = {
        member_name: samples.fill(member, samples.pascal(member_name), 1)
        for member_name, member in shape.members.items()
        if member_name.lower() != "message"
    }
    value = {member_name: member for member_name, member in filled.items() if member is not None}
    expected = samples.as_csharp_dumps_it(shape, value)
    if protocol == "query":
        members = "".join(member_xml(shape.members[key], item, key) for key, item in value.items())
        body = (
            f"<ErrorResponse><Error><Type>Sender</Type><Code>{metadata.get('code', name)}</Code>"
            f"<Message>{ERROR_MESSAGE}</Message>{members}</Error><RequestId>{REQUEST_ID}</RequestId></ErrorResponse>"
        )
        return Answer(status, body, "text/xml", expected=expected)
    body = {**json_value(shape, value), "message": ERROR_MESSAGE}
    if protocol == "json":
        body["__type"] = f"com.amazonaws.service#{name}"
        return Answer(status, json.dumps(body), "application/x-amz-json-1.1", expected=expected)
    headers = {"x-amzn-ErrorType": f"{name}:http://internal.amazon.com/"}
    return Answer(status, json.dumps(body), "application/json", headers, expected)


def in_response(operation, result):
    metadata = f"<ResponseMetadata><RequestId>{REQUEST_ID}</RequestId></ResponseMetadata>"
    return f'<{operation.name}Response xmlns="urn:any">{result}{metadata}</{operation.name}Response>'


def json_value(shape, value):
    if shape.type_name == "structure":
        return {
            shape.members[name].serialization.get("name", name): json_value(shape.members[name], member)
            for name, member in value.items()
            if not shape.members[name].serialization.get("location")
        }
    if shape.type_name == "list":
        return [json_value(shape.member, item) for item in value]
    if shape.type_name == "map":
        return {key: json_value(shape.value, item) for key, item in value.items()}
    if shape.type_name == "timestamp":
        return value.timestamp()
    if shape.type_name == "blob":
        return base64.b64encode(value).decode()
    return value


def structure_xml(shape, value, name):
    members = "".join(member_xml(shape.members[key], item, key) for key, item in value.items())
    return f"<{name}>{members}</{name}>"


def member_xml(shape, value, default_name):
    name = shape.serialization.get("name", default_name)
    if shape.type_name == "list":
        if shape.serialization.get("flattened"):
            item_name = shape.member.serialization.get("name", name)
            return "".join(item_xml(shape.member, item, item_name) for item in value)
        item_name = shape.member.serialization.get("name", "member")
        return f"<{name}>" + "".join(item_xml(shape.member, item, item_name) for item in value) + f"</{name}>"
    if shape.type_name == "map":
        key_name = shape.key.serialization.get("name", "key")
        value_name = shape.value.serialization.get("name", "value")
        entries = "".join(
            f"<entry><{key_name}>{key}</{key_name}>{item_xml(shape.value, item, value_name)}</entry>"
            for key, item in value.items()
        )
        return f"<{name}>{entries}</{name}>"
    return item_xml(shape, value, name)


def item_xml(shape, value, name):
    if shape.type_name == "structure":
        return structure_xml(shape, value, name)
    if shape.type_name in ("list", "map"):
        return member_xml(shape, value, name)
    return f"<{name}>{escape(scalar_text(shape, value))}</{name}>"


def scalar_text(shape, value):
    if shape.type_name == "timestamp":
        return "2024-01-02T03:04:05.000Z"
    if shape.type_name == "boolean":
        return "true"
    if shape.type_name == "blob":
        return base64.b64encode(value).decode()
    return str(value)
