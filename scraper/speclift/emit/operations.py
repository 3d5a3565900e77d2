"""Operations to OpenAPI's Operation Objects (https://spec.openapis.org/oas/v3.1.1.html#operation-object).

Enters: an `Operation` and its pointer. Leaves: the object as plain values; facts go to the ledger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.document import escape
from speclift.emit.schemas import field_schema, typed
from speclift.model.api import ABSENT, Body, Media, Operation, Parameter, Response, SecurityRequirement

if TYPE_CHECKING:
    from speclift.emit.writer import Writer


def operation_object(operation: Operation, writer: Writer, pointer: str, *, page: str, server: str) -> dict[str, Any]:
    """The Operation Object. `server` is the address of an operation that stands outside the document's own."""
    writer.prose(f"{pointer}/description", operation.prose)
    for rule, place in _PLACES.items():
        writer.used(pointer + place, [fact for fact in operation.facts if fact.rule == rule])
    writer.used(pointer, [fact for fact in operation.facts if fact.rule not in _PLACES])
    made: dict[str, Any] = {"operationId": operation.id}
    if operation.tag:
        made["tags"] = [operation.tag]
    made["summary"] = operation.summary
    if operation.description:
        made["description"] = writer.words(operation.description)
    page = operation.page or page
    if page and operation.anchor:
        made["externalDocs"] = {"url": f"{page}#{operation.anchor}"}
    if operation.deprecated:
        made["deprecated"] = True
    if operation.server:
        made["servers"] = [{"url": server}]
    if operation.transport != "http":
        made["x-transport"] = operation.transport
        made["x-rpc-method"] = operation.rpc_method
    if operation.rate is not None:
        requests, seconds = operation.rate
        made["x-rate-limit"] = {"requests": requests, "seconds": seconds}
    if operation.parameters:
        made["parameters"] = [
            parameter_object(parameter, writer, f"{pointer}/parameters/{position}")
            for position, parameter in enumerate(operation.parameters)
        ]
    if operation.body is not None:
        made["requestBody"] = _body(operation.body, writer, f"{pointer}/requestBody")
    made["responses"] = {
        response.status: _response(response, writer, f"{pointer}/responses/{response.status}")
        for response in operation.responses
    }
    if operation.security is not None:
        made["security"] = [security_requirement_object(requirement) for requirement in operation.security]
    if operation.samples:
        made["x-codeSamples"] = []
        for position, sample in enumerate(operation.samples):
            made["x-codeSamples"].append({"lang": sample.language, "label": sample.label, "source": sample.source})
            writer.used(f"{pointer}/x-codeSamples/{position}", sample.facts)
    return made


_PLACES = {"permission": "/security", "credential": "/security", "deprecated": "/deprecated"}
"""Facts of an operation that stand in a field of their own."""


def parameter_object(parameter: Parameter, writer: Writer, pointer: str) -> dict[str, Any]:
    """The Parameter Object."""
    field = parameter.field
    made: dict[str, Any] = {"name": field.name, "in": parameter.location}
    if field.description:
        made["description"] = writer.words(field.description)
    if field.required:
        made["required"] = True
    if field.deprecated:
        made["deprecated"] = True
    schema = typed(field.type, writer, f"{pointer}/schema")
    if field.default is not ABSENT and field.default is not None:
        schema["default"] = field.default
    if field.unit:
        schema["x-unit"] = field.unit
    made["schema"] = schema
    if field.examples:
        made["example"] = field.examples[0]
    writer.used(pointer, field.facts)
    return made


def _body(body: Body, writer: Writer, pointer: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if body.description:
        made["description"] = writer.words(body.description)
    if body.required:
        made["required"] = True
    made["content"] = _content(body.media, writer, f"{pointer}/content")
    writer.used(pointer, body.facts)
    return made


def _response(response: Response, writer: Writer, pointer: str) -> dict[str, Any]:
    made: dict[str, Any] = {"description": writer.words(response.description)}
    if response.headers:
        made["headers"] = {
            header.name: {"schema": field_schema(header, writer, f"{pointer}/headers/{escape(header.name)}/schema")}
            for header in response.headers
        }
    if response.media:
        made["content"] = _content(response.media, writer, f"{pointer}/content")
    writer.used(pointer, response.facts)
    return made


def _content(media: tuple[Media, ...], writer: Writer, pointer: str) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for one in media:
        at = f"{pointer}/{escape(one.media_type)}"
        made: dict[str, Any] = {}
        if one.type is not None:
            made["schema"] = typed(one.type, writer, f"{at}/schema", nullable=one.nullable)
        if one.examples:
            made["examples"] = {}
            for example in one.examples:
                entry: dict[str, Any] = {"summary": example.summary} if example.summary else {}
                entry["value"] = example.value
                made["examples"][example.name] = entry
                writer.used(f"{at}/examples/{escape(example.name)}", example.facts)
        writer.used(at, one.facts)
        content[one.media_type] = made
    return content


def security_requirement_object(requirement: SecurityRequirement) -> dict[str, list[str]]:
    """The Security Requirement Object."""
    return {name: list(scopes) for name, scopes in requirement.schemes}
