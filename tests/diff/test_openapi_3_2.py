"""What OpenAPI 3.2 added to 3.1: each field has a reader, shown by a row of cases/documents/openapi-3.2.yaml, or nobody
can notice it; and a document of 3.2 passes through check, generate and mock."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from documents_of_cases import ROWS

from speclift.check import check
from speclift.check.schemas import official_schema
from speclift.document.operations import iterate_operations
from speclift.generate import generate
from speclift.mock import Request
from speclift.mock.service import Service
from speclift.model.findings import InputError

READ = {
    "components mediaTypes": "media-type-put-into-a-component",
    "path-item query": "query-operation-added",
    "path-item additionalOperations": "additional-operation-added",
    "parameters in": "querystring-field-required",
    "media-type itemSchema": "item-of-a-stream-narrowed",
    "media-type itemEncoding": "encoding-of-each-item",
    "media-type prefixEncoding": "encoding-of-the-first-item",
    "security-scheme deprecated": "scheme-deprecated",
    "security-scheme oauth2MetadataUrl": "metadata-address",
    "oauth-flows deviceAuthorization": "device-flow-added",
    "oauth-flows deviceAuthorizationUrl": "device-flow-moved",
}
"""Field -> the row that shows that it is read."""

UNNOTICED = {
    "server name": "a name for readers of the document",
    "path-item $ref": "in 3.1 as well, said there of references",
    "media-type description": "words",
    "response summary": "words",
    "tag summary": "words",
    "tag kind": "how tags are shown",
    "tag parent": "how tags are shown",
    "example dataValue": "an example",
    "example serializedValue": "an example",
    "encoding encoding": "parts of parts: no caller of ours writes them",
    "encoding prefixEncoding": "parts of parts",
    "encoding itemEncoding": "parts of parts",
    "link server": "in 3.1 as `body`, by mistake of its schema",
    "explode-for-form explode": "a default, written down by the schema",
    "explode-for-form style": "a default, written down by the schema",
}
"""Field -> why no caller can notice it."""

SHOP: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "shop_3_2.yaml").read_text())


def fields(schema: Any) -> set[str]:
    """The names of all properties in a schema."""
    if isinstance(schema, list):
        return set().union(*map(fields, schema))
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties")
    return set(own if isinstance(own, dict) else ()).union(*map(fields, schema.values()))


def test_every_new_field_is_read_or_nobody_notices_it() -> None:
    old, new = (official_schema(f"openapi-{version}")["$defs"] for version in ("3.1", "3.2"))
    added = {f"{name} {field}" for name, schema in new.items() for field in fields(schema) - fields(old.get(name))}
    assert added == READ.keys() | UNNOTICED.keys()
    assert {f"openapi-3.2/{row}" for row in READ.values()} <= ROWS.keys()


def test_operations_of_3_2_are_operations() -> None:
    found = [(operation.method, operation.pointer) for operation in iterate_operations(SHOP)]
    assert ("query", "/paths/~1pets/query") in found
    assert ("copy", "/paths/~1pets/additionalOperations/COPY") in found
    assert len(found) == 4


def test_check_holds_a_document_to_the_official_schema_of_3_2() -> None:
    assert {one.severity for one in check(SHOP, name="shop")} <= {"info"}
    wrong = {**SHOP, "paths": {"/pets": {"additionalOperations": {"GET": SHOP["paths"]["/pets"]["get"]}}}}
    assert "openapi-schema" in {one.rule for one in check(wrong, name="shop")}
    older = {**SHOP, "openapi": "3.1.1"}
    assert "openapi-schema" in {one.rule for one in check(older, name="shop")}


def test_a_package_has_the_operations_of_3_2() -> None:
    text = generate(SHOP).files["src/shop_v1_0/resources/pets.py"]
    assert '"QUERY"' in text
    assert "limit: int" in text  # a field of the query string
    assert '"COPY"' in generate(SHOP).files["src/shop_v1_0/resources/cats.py"]


def test_a_query_string_that_is_no_form_is_refused_by_generate() -> None:
    document = yaml.safe_load(yaml.safe_dump(SHOP))
    whole = {"name": "q", "in": "querystring", "content": {"application/json": {"schema": {"type": "object"}}}}
    document["paths"]["/pets"]["get"]["parameters"] = [whole]
    with pytest.raises(InputError, match="no form with fields"):
        generate(document)


@pytest.mark.parametrize(
    ("method", "target", "status", "body"),
    [
        ("QUERY", "/v1/pets", 200, b'{"id":7}'),
        ("COPY", "/v1/pets", 204, b""),
        ("GET", "/v1/pets?limit=3", 200, None),
        ("GET", "/v1/pets?limit=many", 400, None),
        ("PURGE", "/v1/pets", 405, None),
    ],
)
def test_the_mock_answers_the_operations_of_3_2(method: str, target: str, status: int, body: bytes | None) -> None:
    headers = (("x-key", "mock-access-token"), ("content-type", "application/json"))
    service = Service(SHOP)
    sent = Request(method, target, headers, b'{"word": "a"}' if method == "QUERY" else b"")
    reply = service.answer(*service.route(sent))
    assert reply.status == status, reply.body
    assert body is None or reply.body.replace(b" ", b"").strip() == body


@pytest.mark.parametrize(
    ("query", "strict", "status"),
    [("word=a", False, 200), ("", False, 400), ("word=a&more=1", False, 200), ("word=a&more=1", True, 400)],
)
def test_the_mock_holds_a_query_string_to_its_form(query: str, strict: bool, status: int) -> None:
    document = yaml.safe_load(yaml.safe_dump(SHOP))
    form = document["paths"]["/pets"]["get"]["parameters"][0]["content"]["application/x-www-form-urlencoded"]
    form["schema"]["required"] = ["word"]
    document["components"]["schemas"]["Search"] = form.pop("schema")
    form["schema"] = {"$ref": "#/components/schemas/Search"}
    document["components"]["mediaTypes"] = {"Search": form}
    content = {"application/x-www-form-urlencoded": {"$ref": "#/components/mediaTypes/Search"}}
    document["paths"]["/pets"]["get"]["parameters"][0]["content"] = content
    service = Service(document, strict=strict)
    sent = Request("GET", f"/v1/pets?{query}", (("x-key", "mock-access-token"),), b"")
    assert service.answer(*service.route(sent)).status == status


def with_shared_media_types() -> dict[str, Any]:
    """The document with the media types of one operation and of its errors in the components."""
    document = copy.deepcopy(SHOP)
    query = document["paths"]["/pets"]["query"]
    shared: dict[str, Any] = {}
    holders = {"Word": query["requestBody"], "Rex": query["responses"]["200"],
               "Problem": document["components"]["responses"]["Problem"]}  # fmt: skip
    for name, holder in holders.items():
        shared[name] = holder["content"]["application/json"]
        holder["content"]["application/json"] = {"$ref": f"#/components/mediaTypes/{name}"}
    document["components"]["mediaTypes"] = shared
    return document


def test_media_types_in_components_are_those_of_the_operations() -> None:
    document = with_shared_media_types()
    written, shared = (generate(one).files["src/shop_v1_0/resources/pets.py"] for one in (SHOP, document))
    assert shared == written
    service = Service(document)
    for body, status, said in (
        (b'{"word": "a"}', 200, b'"id": 7'),
        (b"{}", 400, b"required field 'word' is missing"),
    ):
        sent = Request(
            "QUERY", "/v1/pets", (("x-key", "mock-access-token"), ("content-type", "application/json")), body
        )
        reply = service.answer(*service.route(sent))
        assert (reply.status, said in reply.body) == (status, True)
