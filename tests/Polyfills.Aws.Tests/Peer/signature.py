"""SigV4, checked from its specification and not with the code of any SDK."""

import hashlib
import hmac
import re
from urllib.parse import quote, unquote

ALGORITHM = "AWS4-HMAC-SHA256"
UNRESERVED = "-_.~"
AUTHORIZATION = re.compile(
    ALGORITHM + r" Credential=\w+/(\d{8})/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)"
)


def check(method, raw_path, headers, body, secret, region, service):
    """Yield what is wrong with the request's signature."""
    match = AUTHORIZATION.match(headers.get("authorization", ""))
    if not match:
        yield f"signature: no SigV4 authorization but {headers.get('authorization')!r}"
        return
    day, signed_region, signed_service, signed_headers, signature = match.groups()
    if (signed_region, signed_service) != (region, service):
        yield f"signature: scope {signed_region}/{signed_service}, expected {region}/{service}"
    payload = hashlib.sha256(body).hexdigest()
    if headers.get("x-amz-content-sha256", payload) != payload:
        yield "signature: x-amz-content-sha256 is not the body's hash"
    scope = f"{day}/{signed_region}/{signed_service}/aws4_request"
    request = canonical_request(method, raw_path, headers, signed_headers, payload)
    digest = hashlib.sha256(request.encode()).hexdigest()
    to_sign = "\n".join([ALGORITHM, headers["x-amz-date"], scope, digest])
    if sign(secret, scope, to_sign) != signature:
        yield "signature: does not fit the request"


def canonical_request(method, raw_path, headers, signed_headers, payload):
    path, _, query = raw_path.partition("?")
    # Every service but S3 encodes the path, which is encoded already, once more.
    canonical_path = "/".join(quote(segment, safe=UNRESERVED) for segment in path.split("/"))
    pairs = (part.partition("=") for part in query.split("&") if part)
    canonical_query = "&".join(sorted(f"{encoded(name)}={encoded(value)}" for name, _, value in pairs))
    canonical_headers = "".join(f"{name}:{' '.join(headers[name].split())}\n" for name in signed_headers.split(";"))
    return "\n".join([method, canonical_path, canonical_query, canonical_headers, signed_headers, payload])


def encoded(text):
    return quote(unquote(text), safe=UNRESERVED)


def sign(secret, scope, to_sign):
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
