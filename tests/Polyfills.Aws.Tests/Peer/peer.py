"""A server that knows botocore's idea of every request and answer, and tells where a client's differs.

It prints "listening on <port>". A test posts /__expect (service id, operation, case, failures), lets the client call,
posts what the client made of the answer to /__judge and gets the differences. /__seen lists the attempts of the last
call, /__errors the modelled errors of an operation, /__endpoint what botocore's endpoint rules say.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import botocore.session
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError

import answers
import differences
import requests_check
import signature

REGION = "eu-west-1"
SECRET = "SECRET"
SERVICES = ("ecr", "ecs", "codedeploy", "rds", "backup", "elbv2", "secretsmanager", "application-autoscaling", "elasticache", "cloudwatch", "logs", "iam")
PROTOCOLS = {"cloudwatch": "query"}

SESSION = botocore.session.get_session()
MODELS = {SESSION.get_service_model(name).service_id: SESSION.get_service_model(name) for name in SERVICES}


class Expectation:
    """The call that comes next, and what was found about it."""

    def __init__(self, service, operation, case, failures):
        self.model = MODELS[service]
        self.operation = self.model.operation_model(operation)
        self.protocol = PROTOCOLS.get(self.model.service_name, self.model.resolved_protocol)
        self.case = case
        self.failures = list(failures)
        self.found = []
        self.attempts = []
        self.is_over = threading.Event()
        self.answer = self.make_answer()

    def make_answer(self):
        if self.case == "full":
            return answers.full(self.operation, self.protocol)
        if self.case == "empty":
            return answers.empty(self.operation, self.protocol)
        return answers.error(self.operation, self.protocol, self.case)

    def check_request(self, method, raw_path, headers, body):
        self.found += signature.check(
            method, raw_path, headers, body, SECRET, REGION, self.model.signing_name
        )
        self.found += requests_check.check(self.operation, self.protocol, method, raw_path, headers, body)

    def judge(self, result):
        """result: what the client's object or exception holds."""
        if not self.attempts:
            return ["no request came"]
        expected = {"requestId": answers.REQUEST_ID, "members": self.answer.expected}
        if self.case not in ("full", "empty"):
            expected |= {"exception": exception_name(self.case), "message": answers.ERROR_MESSAGE}
        return self.found + differences.between("result", expected, result)


def exception_name(shape):
    return shape if shape.endswith("Exception") else shape.removesuffix("Fault") + "Exception"


def endpoint(service, region, fips, dual_stack):
    model = MODELS[service]
    loader = SESSION.get_component("data_loader")
    rules = loader.load_service_model(model.service_name, "endpoint-rule-set-1")
    provider = EndpointProvider(rules, loader.load_data("partitions"))
    try:
        found = provider.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual_stack)
        signed_for = [scheme["signingRegion"] for scheme in found.properties.get("authSchemes", ())]
        return " signed for ".join([found.url, *signed_for])
    except EndpointProviderError as problem:
        return f"error: {problem.kwargs.get('msg', problem)}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    expectation = None

    def log_message(self, *arguments):
        pass

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        control = getattr(self, "control_" + url.path.removeprefix("/__"), None) if url.path.startswith("/__") else None
        if control:
            self.send(200, json.dumps(control(dict(parse_qsl(url.query)), body)).encode())
        else:
            self.serve(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = handle_any

    def control_errors(self, query, body):
        operation = MODELS[query["service"]].operation_model(query["operation"])
        return [shape.name for shape in operation.error_shapes]

    def control_endpoint(self, query, body):
        return endpoint(query["service"], query["region"], query["fips"] == "True", query["dualStack"] == "True")

    def control_expect(self, query, body):
        if Handler.expectation:
            Handler.expectation.is_over.set()
        Handler.expectation = Expectation(**json.loads(body))
        return {}

    def control_seen(self, query, body):
        return Handler.expectation.attempts

    def control_judge(self, query, body):
        return Handler.expectation.judge(json.loads(body))

    def serve(self, body):
        expectation = Handler.expectation
        headers = {name.lower(): value for name, value in self.headers.items()}
        expectation.attempts.append(headers.get("amz-sdk-invocation-id"))
        failure = expectation.failures.pop(0) if expectation.failures else None
        if failure == "drop":
            self.close_connection = True
        elif failure == "hang":
            expectation.is_over.wait()
            self.close_connection = True
        elif failure:
            self.send(int(failure), b"<html>busy</html>", {"Content-Type": "text/html"})
        else:
            expectation.check_request(self.command, self.path, headers, body)
            self.send(expectation.answer.status, expectation.answer.body, expectation.answer.headers)

    def send(self, status, body, headers=None):
        self.send_response(status)
        for name, value in (headers or {"Content-Type": "application/json"}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"listening on {server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
