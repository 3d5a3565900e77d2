"""Bodies, answers and their examples.

Enters: a document to be changed. Leaves: nothing; what was done is noted.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any, Final

from speclift.document.to_31.notes import Notes, Rule
from speclift.document.to_31.walk import Json, is_reference, places

_DESCRIPTION: Final = Rule("response-undescribed", "an answer has no description", "the words of its status", True)
_SCHEMA: Final = Rule("response-schema", "a schema stands beside `content`, as in Swagger", "moved into `content`")
_CONTENT: Final = Rule("request-body-empty", "a request body has no content", "it is left out")
_BOTH: Final = Rule("example-twice", "a place has `example` and `examples`", "the named examples count")
_LIST: Final = Rule("examples-list", "`examples` is a list, or holds bare values", "each has a name and a value")
_MEDIA: Final = Rule("media-type-name", "a media type is no media type", "the one that the word means")
_HEADER: Final = Rule(
    "header-content-type", "an answer describes Content-Type as a header", "left out: `content` says it"
)

_MEDIA_WORDS: Final = {
    "json": "application/json",
    "xml": "application/xml",
    "text": "text/plain",
    "html": "text/html",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
}


def repair_contents(document: Json, notes: Notes) -> None:
    """Make every response, request body and media type valid."""
    for place in places(document, "Response", "RequestBody"):
        if is_reference(place.value):
            continue
        _repair_holder(place.value, place.kind, place.pointer, notes)
        if place.kind == "Response":
            _describe(place.value, str(place.key), place.pointer, notes)
        elif not place.value.get("content") and isinstance(place.container, dict):
            if place.owner is not None and place.owner.kind == "Operation":
                notes.add(_CONTENT, place.pointer, place.value)
                place.container.pop("requestBody", None)
            else:
                place.value["content"] = {"application/json": {}}
    for place in places(document, "Parameter", "Header", "MediaType"):
        _repair_examples(place.value, place.pointer, notes)


def _repair_holder(holder: Json, kind: str, pointer: str, notes: Notes) -> None:
    if "schema" in holder:
        schema = holder.pop("schema")
        notes.add(_SCHEMA, pointer, schema)
        if "content" not in holder and isinstance(schema, dict):
            holder["content"] = {"application/json": {"schema": schema}}
    holder.pop("examples", None)
    holder.pop("example", None)
    if kind == "RequestBody":
        holder.pop("name", None)
        holder.pop("in", None)
        if "required" in holder and not isinstance(holder["required"], bool):
            holder["required"] = str(holder["required"]).lower() == "true"
    content = holder.get("content")
    for name in list(content) if isinstance(content, dict) else ():
        if not re.match(r"[^\s/;]+/[^\s;]+", name) and not name.startswith("x-"):
            word = _MEDIA_WORDS.get(name.strip().lower(), "application/octet-stream")
            notes.add(_MEDIA, f"{pointer}/content", name)
            holder["content"] = {(word if key == name else key): media for key, media in holder["content"].items()}
    headers = holder.get("headers")
    headers = headers if isinstance(headers, dict) else {}
    for name in list(headers):
        if name.lower() == "content-type":
            notes.add(_HEADER, f"{pointer}/headers", name)
            del headers[name]
    if not headers:
        holder.pop("headers", None)


def _describe(response: Json, status: str, pointer: str, notes: Notes) -> None:
    if isinstance(response.get("description"), str):
        return
    notes.add(_DESCRIPTION, pointer, status)
    words = ""
    if status.isdigit() and status in {str(known.value) for known in HTTPStatus}:
        words = HTTPStatus(int(status)).phrase
    rest = {key: response.pop(key) for key in list(response) if key != "description"}
    response["description"] = words
    response.update(rest)


def _repair_examples(holder: Json, pointer: str, notes: Notes) -> None:
    examples = holder.get("examples")
    if isinstance(examples, list):
        notes.add(_LIST, f"{pointer}/examples", examples)
        holder["examples"] = {f"example{number}": {"value": value} for number, value in enumerate(examples, 1)}
    elif isinstance(examples, dict):
        for name, example in list(examples.items()):
            if not _is_example(example):
                notes.add(_LIST, f"{pointer}/examples/{name}", example)
                examples[name] = {"value": example}
    elif examples is not None:
        del holder["examples"]
    if holder.get("examples") == {}:
        del holder["examples"]
    if "example" in holder and "examples" in holder:
        notes.add(_BOTH, f"{pointer}/example", holder["example"])
        del holder["example"]


def _is_example(value: Any) -> bool:
    if is_reference(value):
        return True
    known = {"summary", "description", "value", "externalValue", "dataValue", "serializedValue"}
    return (
        isinstance(value, dict)
        and bool(value.keys() & {"value", "externalValue", "dataValue"})
        and all(key in known or key.startswith("x-") for key in value)
    )
