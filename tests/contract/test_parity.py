"""Operations of the page = of the document = of the package; parameters, types and requiredness agree."""

from __future__ import annotations

import gzip
import inspect
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_overloads

import pytest
from packages import REPOSITORY, Operation, Package, documents, label, package, resolved
from values import properties

from speclift.readers import reader_for
from speclift.readers.page import Page
from speclift.workspace.source import load_source

DOCUMENTS = [*documents(), *documents(websocket=True)]


@pytest.mark.parametrize("source", sorted({path.parent.name for path in DOCUMENTS}))
def test_every_article_of_the_page_is_an_operation_of_a_document_and_of_a_package(source: str) -> None:
    folder = REPOSITORY / "scraper/sources" / source
    pages = [Page(path.stem, gzip.decompress(path.read_bytes())) for path in sorted(folder.glob("*.gz"))]
    raw = reader_for(load_source(folder).platform).read(pages)
    articles = {
        (article.version, article.group, article.name)
        for article in raw.articles
        if article.sections or article.examples
        if not all(section.role == "structure" for section in article.sections) or not article.sections
        if article.kind.lower() not in ("object", "define")
    }
    on_page = Counter(version for version, _, _ in articles)
    packages = [package(path) for path in DOCUMENTS if path.parent.name == source]
    assert sorted(on_page.values()) == sorted(len(one.operations) for one in packages)
    assert sorted(on_page.values()) == sorted(len(one.surface.methods) for one in packages)


def documented(package: Package, operation: Operation) -> Iterator[tuple[str, str, Any, bool]]:
    """What may be sent, by the document: (where, name, schema, required)."""
    for parameter in operation.parameters:
        yield parameter["in"], parameter["name"], parameter.get("schema", {}), bool(parameter.get("required"))
    body = operation.data.get("requestBody", {})
    for media_type, media in list(body.get("content", {}).items())[:1]:
        place = {"multipart/form-data": "multipart", "application/x-www-form-urlencoded": "form"}.get(
            media_type, "json"
        )
        schema = resolved(package.document, media.get("schema", {}))
        needed = required(package.document, schema) if body.get("required") else set()
        for name, part in properties(package.document, schema).items():
            yield place, name, part, name in needed


_PLACES = {"multipart/form-data": "multipart", "application/x-www-form-urlencoded": "form"}


def required(document: Mapping[str, Any], schema: Any) -> set[str]:
    schema = resolved(document, schema)
    inherited = (required(document, part) for part in schema.get("allOf", ()))
    return set(schema.get("required", ())).union(*inherited)


_TYPES = {
    "string": r"str|bytes|FileSource|DateTime|date|Literal|Like",
    "integer": r"int|Literal|Like",
    "number": "float",
    "boolean": "bool",
}


def agrees(document: Mapping[str, Any], schema: Any, written: str) -> bool:
    """Whether a type as written can be that of a schema; shapes that are no scalars are held by the type checkers."""
    schema = resolved(document, schema)
    kinds = schema.get("type") if isinstance(schema.get("type"), list) else [schema.get("type")]
    if "null" in kinds and "None" not in written:
        return False
    patterns = [_TYPES[kind] for kind in kinds if kind in _TYPES]
    if "array" in kinds:
        patterns.append(r"Sequence\[")
    return all(re.search(pattern, written) for pattern in patterns)


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
def test_parameters_types_and_requiredness_agree(path: Path) -> None:
    one = package(path)
    found = []
    client = one.client()
    for operation in one.operations:
        name = operation.data["operationId"]
        offered = {
            (parameter.location, parameter.wire): parameter
            for parameter in (*operation.method.positional, *operation.method.keywords)
        }
        expected = {(place, wire): (schema, needed) for place, wire, schema, needed in documented(one, operation)}
        if operation.data.get("x-transport") == "websocket":
            expected = {key: value for key, value in expected.items() if key[1] != "method"}
        if offered.keys() != expected.keys():
            found.append(f"{name}: offers {offered.keys() - expected.keys()}, lacks {expected.keys() - offered.keys()}")
            continue
        for key, (schema, needed) in expected.items():
            if offered[key].required != needed:
                found.append(f"{name}: {key} required is {offered[key].required}, documented {needed}")
            if not agrees(one.document, schema, offered[key].type):
                found.append(f"{name}: {key} is {offered[key].type}, documented {schema}")
        found.extend(signature_differences(client, operation))
    assert found == []


def signature_differences(client: Any, operation: Operation) -> Iterator[str]:
    """The method itself against the surface: names, kinds, which must be given."""
    method = operation.method
    function = _function(client, method.path)
    # What must be given stands in the first overload; the second takes a model for it.
    text = inspect.getsource(next(iter(get_overloads(inspect.unwrap(function))), function))
    for parameter in method.positional:
        if not re.search(rf"\b{parameter.name}: ", text):
            yield f"{method.path}: no positional {parameter.name}"
    for parameter in method.keywords:
        given = re.search(rf"^\s*{parameter.name}: (.+?),?$", text, re.MULTILINE)
        if given is None or given[1].rstrip(",").endswith("= UNSET") == parameter.required:
            yield f"{method.path}: {parameter.name} is {given and given[1]}"


def _function(client: Any, path: tuple[str, ...]) -> Any:
    """The function behind a method: no client is made, since no server is wanted."""
    owner = client.__new__(client)
    owner._transport = None
    for part in path:
        owner = getattr(owner, part)
    return owner.__func__


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
def test_both_flavours_offer_the_same(path: Path) -> None:
    one = package(path)
    for operation in one.operations:
        sync = _function(one.client(), operation.method.path)
        awaited = _function(one.client(asynchronous=True), operation.method.path)
        assert list(inspect.signature(sync).parameters) == list(inspect.signature(awaited).parameters)
        assert sync.__doc__ == awaited.__doc__
        assert operation.data.get("externalDocs", {}).get("url", "") in (sync.__doc__ or "")
