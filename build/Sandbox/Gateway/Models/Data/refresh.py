#!/usr/bin/env python3
"""Makes the files beside it: the service models of botocore (Apache-2.0), cut down to what the gateway checks.

  python3 build/Sandbox/Gateway/Models/Data/refresh.py

Of a service that the sandbox serves itself it keeps inputs, outputs and errors; of one that the emulator serves, inputs.
Documentation, examples and endpoint rules are left out. One shape per line, so that a refresh shows what AWS changed.
"""
import json
import pathlib

import botocore
import botocore.session

NATIVE = """application-autoscaling backup codedeploy ecr ecs elasticache elbv2 events lambda rds route53 secretsmanager sts""".split()
EMULATED = """acm iam kms logs scheduler""".split()
KEPT = {
    "type", "members", "required", "member", "key", "value", "min", "max", "pattern", "enum", "flattened", "shape", "location",
    "locationName", "queryName", "sensitive", "payload", "error", "code", "httpStatusCode", "union", "document", "streaming",
}
here = pathlib.Path(__file__).parent
loader = botocore.session.get_session().get_component("data_loader")


def cut(node, names=False):
    """A shape without what is not checked; the keys of `members` are names, not traits."""
    if isinstance(node, dict):
        return {key: cut(value, names=key == "members") for key, value in node.items() if names or key in KEPT}
    return [cut(item) for item in node] if isinstance(node, list) else node


def reach(shapes, name, found):
    """All shapes that a shape consists of."""
    if name in found:
        return
    found.add(name)
    shape = shapes[name]
    for reference in [*shape.get("members", {}).values(), *(shape[part] for part in ("member", "key", "value") if part in shape)]:
        reach(shapes, reference["shape"], found)


def write(name, native):
    """The file of one service."""
    model = loader.load_service_model(name, "service-2")
    metadata = model["metadata"]
    operations, found = {}, set()
    for operation in model["operations"].values():
        kept = {"method": operation["http"]["method"], "uri": operation["http"]["requestUri"]}
        for part in ["input", "output"] if native else ["input"]:
            if part in operation:
                kept[part] = operation[part]["shape"]
                reach(model["shapes"], kept[part], found)
        if "resultWrapper" in operation.get("output", {}):
            kept["resultWrapper"] = operation["output"]["resultWrapper"]
        if native:
            kept["errors"] = [error["shape"] for error in operation.get("errors", [])]
            found.update(kept["errors"])
        operations[operation["name"]] = kept
    signing = metadata.get("signingName", metadata["endpointPrefix"])
    lines = [
        f'{{"service":{json.dumps(signing)},"version":{json.dumps(metadata["apiVersion"])},'
        f'"protocol":{json.dumps(metadata["protocol"])},"operations":{{',
        ",\n".join(f"{json.dumps(key)}:{compact(operations[key])}" for key in sorted(operations)),
        '},"shapes":{',
        ",\n".join(f"{json.dumps(key)}:{compact(cut(model['shapes'][key]))}" for key in sorted(found)),
        "}}",
    ]
    (here / f"{signing}.json").write_text("\n".join(lines) + "\n")
    return signing


def compact(node):
    """JSON on one line."""
    return json.dumps(node, separators=(",", ":"))


for old in here.glob("*.json"):
    old.unlink()
services = sorted([write(name, True) for name in NATIVE] + [write(name, False) for name in EMULATED])
source = {"package": "botocore", "version": botocore.__version__, "license": "Apache-2.0", "services": services}
(here / "_source.json").write_text(json.dumps(source, indent=2) + "\n")
print(f"botocore {botocore.__version__}: {len(services)} services")
