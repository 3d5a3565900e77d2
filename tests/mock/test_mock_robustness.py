"""Whatever the document and whatever the request: a reply. And what is replied is what the document promises."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speclift.check.survey import Survey
from speclift.document import iterate_operations, load_document
from speclift.mock import Reply, Request
from speclift.mock.generated import Generator
from speclift.mock.multipart import parse_multipart
from speclift.mock.service import Service
from speclift.mock.wire import Wire
from speclift.model.findings import InputError

HERE = Path(__file__).parent
DOCUMENTS = [load_document(HERE / name) for name in ("rooms.yaml", "lists.yaml", "frames.yaml", "shelves.yaml")]
SERVICES = [Service(document, strict=strict, stateful=strict) for document in DOCUMENTS for strict in (False, True)]
PATHS = [
    *(
        "/api/v1.0/rooms",
        "/api/v1.0/rooms/red",
        "/api/v1.0/rooms/a/records/b",
        "/api/v1.0/rooms/a/picture",
        "/oauth2/v1/token",
    ),
    *("/shelves", "/shelves/3", "/shelves/3/books/iliad", "/settings/size", "//shelves/", "/shelves/%zz"),
    *("/v1/tokens", "/v1/offsets", "/v1/links", "/v1/pages", "/v1/bare", "/v1/made/a", "/getScheduler", "/"),
]
NAMES = [
    "access_token",
    "page_id",
    "page_size",
    "tags",
    "filter[open]",
    "filter[seats]",
    "cursor",
    "limit",
    "offset",
    "page",
]
HEADERS = ["authorization", "prefer", "content-type", "accept", "cookie", "x-trace", "host", "if-none-match"]
VALUES = [
    *(
        "mock-access-token",
        "Bearer mock-access-token",
        "Basic bW9jay11c2VyOm1vY2stcGFzc3dvcmQ=",
        "application/json",
        "1",
        "-1",
    ),
    *(
        "multipart/form-data; boundary=b",
        "application/x-www-form-urlencoded",
        "example=red",
        "code=404",
        "items=3",
        "dynamic=true",
    ),
]
TEXT = st.sampled_from(VALUES) | st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=20)
BODIES = st.binary(max_size=60) | st.sampled_from(
    [
        b"{}",
        b"[]",
        b"[" * 5000,
        b'{"name": "x"}',
        b'{"grant_type": "password"}',
        b"grant_type=password&a[b]=1&a[]=2&a=3",
        b"--b\r\n\r\n--b--",
    ]
)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    from urllib.parse import urlencode

    pairs = draw(st.lists(st.tuples(st.sampled_from(NAMES), TEXT), max_size=4))
    headers = draw(st.lists(st.tuples(st.sampled_from(HEADERS), TEXT), max_size=4))
    path = draw(st.sampled_from(PATHS) | st.from_regex(r"/[!-~]{0,20}", fullmatch=True))
    method = draw(st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"]))
    return Request(method, f"{path}?{urlencode(pairs)}", tuple(headers), draw(BODIES))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SERVICES), requests())
def test_any_request_gets_a_reply(service: Service, request: Request) -> None:
    reply = service.answer(*service.route(request))
    assert 200 <= reply.status < 600
    if dict(reply.headers).get("content-type") == "application/json":
        json.loads(reply.body)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, child in children for place in places(child, (*path, key)))]


WEIRD = st.sampled_from(
    [
        *(
            None,
            True,
            0,
            -1,
            "",
            "x",
            [],
            {},
            [None],
            {"": {}},
            {"$ref": "#"},
            {"$ref": "#/paths"},
            {"$ref": "a"},
            "{a}\r\n",
        ),
        *({"type": []}, {"$ref": "#/components/schemas/Thing"}, {"allOf": [{"$ref": "#/components/schemas/Room"}]}),
        *({"content": 1}, {"properties": {"a": 1}}),
    ]
)


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    document = copy.deepcopy(draw(st.sampled_from(DOCUMENTS)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places(document)))
        if path:
            parent = document
            for part in path[:-1]:
                parent = parent[part]
            parent[path[-1]] = copy.deepcopy(draw(WEIRD))
    return document


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(mutated(), st.lists(requests(), min_size=1, max_size=5))
def test_any_document_is_served(document: Any, asked: list[Request]) -> None:
    for stateful in (False, True):
        try:
            service = Service(document, stateful=stateful)
        except InputError:
            return
        for request in (*asked, Request("GET", "/", (("accept", "text/html"),))):
            assert isinstance(service.answer(*service.route(request)), Reply)


@pytest.mark.parametrize("document", DOCUMENTS[:2], ids=["rooms", "lists"])
def test_replies_are_what_the_document_promises(document: dict[str, Any]) -> None:
    """Every documented answer fits its own schema; so does every page, and what is made."""
    service = Service(document)
    checked = 0
    for operation in iterate_operations(document):
        for answer in service.responses.all(operation):
            value = service.value(answer)
            if answer.schema and value is not None:
                verdict = service.validators.judge(answer.schema, value, "response")
                assert verdict == "valid", (operation.operation_id, answer, value)
                checked += 1
            paged = service.paged(operation, answer, {}, Request("GET", "/"))
            if (
                answer.schema
                and not answer.is_error
                and value is not None
                and operation.operation_id not in ("byLink", "byOffset")
            ):
                assert service.validators.judge(answer.schema, service.value(paged), "response") == "valid", paged
    assert checked >= 10


def test_pages_hold_every_item_once() -> None:
    service = SERVICES[0]
    seen: list[str] = []
    page: int = 1
    while page != -1:
        target = f"/api/v1.0/rooms?access_token=mock-access-token&page_size=7&page_id={page}"
        body = json.loads(service.answer(*service.route(Request("GET", target))).body)
        seen += [room["id"] for room in body["rooms"]]
        page = body["next_page_id"]
    assert len(seen) == len(set(seen)) == body["cnt"] == 45


SCHEMAS = st.recursive(
    st.sampled_from(
        [
            *(
                {"type": "string"},
                {"type": "string", "minLength": 9, "maxLength": 12},
                {"type": "string", "pattern": "^a"},
            ),
            *(
                {"type": "string", "format": name}
                for name in ("date-time", "date", "uuid", "email", "uri", "ipv4", "ipv6", "time")
            ),
            *(
                {"type": "integer", "minimum": 5},
                {"type": "integer", "exclusiveMaximum": -3},
                {"type": "number", "maximum": -0.5},
            ),
            *(
                {"type": "integer", "exclusiveMinimum": 4, "multipleOf": 5},
                {"type": "boolean"},
                {"type": ["null", "integer"]},
            ),
            *(
                {"const": [1]},
                {"enum": ["x", 1]},
                {"type": "null"},
                {"default": 3, "type": "integer"},
                {},
                {"examples": [7]},
            ),
            *(
                {"maxLength": 2},
                {"minimum": 3},
                {"type": "string", "format": "duration"},
                {"type": "string", "format": "byte"},
            ),
        ]
    ),
    lambda inner: st.one_of(
        st.builds(lambda s, n: {"type": "array", "items": s, "minItems": n}, inner, st.integers(0, 3)),
        st.builds(lambda a, b: {"type": "array", "prefixItems": [a, b], "items": a, "minItems": 3}, inner, inner),
        st.builds(lambda a, b: {"type": "object", "properties": {"a": a, "b": b}, "required": ["a"]}, inner, inner),
        st.builds(lambda a: {"properties": {"a": a, "w": {"writeOnly": True}}}, inner),
        st.builds(
            lambda a: {"allOf": [{"properties": {"a": a}, "required": ["a"]}, {"required": ["c"]}], "type": "object"},
            inner,
        ),
        st.builds(lambda a: {"anyOf": [a, {"type": "null"}]}, inner),
        st.builds(lambda a: {"type": "object", "additionalProperties": a, "required": ["x"]}, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(SCHEMAS)
def test_made_values_fit_their_schema(schema: Any) -> None:
    document = {"openapi": "3.1.0", "components": {"schemas": {"S": schema}}}
    value = Generator(document).value({"$ref": "#/components/schemas/S"})
    assert Survey(document).validators.judge("/components/schemas/S", value, "response") == "valid", value


def test_made_values_of_schemas_that_hold_themselves() -> None:
    wide = {"type": "object", "properties": {f"p{n}": {"$ref": f"#/components/schemas/S{n % 7}"} for n in range(12)}}
    document = {"openapi": "3.1.0", "components": {"schemas": {f"S{n}": copy.deepcopy(wide) for n in range(7)}}}
    assert len(json.dumps(Generator(document).value({"$ref": "#/components/schemas/S0"}))) < 1_000_000
    forced = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/S"}}, "required": ["a"]}
    document = {
        "openapi": "3.1.0",
        "components": {"schemas": {"S": forced, "L": {"allOf": [{"$ref": "#/components/schemas/L"}]}}},
    }
    assert Generator(document).value({"$ref": "#/components/schemas/S"})
    assert Generator(document).value({"$ref": "#/components/schemas/L"}) is None
    assert Generator(document).value({"$ref": "#/nowhere"}) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=40)), max_size=4))
def test_multipart_bytes_survive(fields: list[tuple[str, bytes]]) -> None:
    boundary = b"never-in-the-content"
    body = b"".join(
        b"--"
        + boundary
        + f'\r\nContent-Disposition: form-data; name="{name}"; filename="f"\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, content in fields
    )
    parts = parse_multipart(body + b"--" + boundary + b"--\r\n", f"multipart/form-data; boundary={boundary.decode()}")
    assert [(part.name, part.content) for part in parts] == fields


STRANGE_SCHEMAS: list[Any] = [
    *(None, 5, "x", [], {"type": 5}, {"oneOf": []}, {"anyOf": {}}, {"oneOf": 5}, {"anyOf": [5]}, {"allOf": [None]}),
    *({"$ref": "#/components/schemas/Loop"}, {"items": {"$ref": "#/components/schemas/Loop"}}, {"properties": [1]}),
]


@pytest.mark.parametrize("schema", STRANGE_SCHEMAS, ids=str)
def test_schemas_of_strangers_say_nothing_and_end(schema: Any) -> None:
    loop = {"anyOf": [{"$ref": "#/components/schemas/Loop"}], "allOf": [{"$ref": "#/components/schemas/Loop"}]}
    document = {"openapi": "3.1.0", "components": {"schemas": {"Loop": loop}}}
    wire = Wire(document)
    assert wire.types(schema) == set()
    assert wire.property(schema, "a") == {}
    assert wire.coerced({"a": [1, "x", None]}, schema) == {"a": [1, "x", None]}
    assert wire.tree([("a[b]", "1"), ("a[b]", "2"), ("a", "3"), ("c[]", "4")], schema) == {"a": "3", "c": ["4"]}
    assert Generator(document).value(schema) in (None, [], [None], {})
