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
    value: dict[str, Any] = {"operationId": operation.id}
    if operation.tag:
        value["tags"] = [operation.tag]
    value["summary"] = operation.summary
    if operation.description:
        value["description"] = writer.words(operation.description)
    page = operation.page or page
    if page and operation.anchor:
        value["externalDocs"] = {"url": f"{page}#{operation.anchor}"}
    if operation.deprecated:
        value["deprecated"] = True
    if operation.server:
        value["servers"] = [{"url": server}]
    if operation.transport != "http":
        value["x-transport"] = operation.transport
        value["x-rpc-method"] = operation.rpc_method
    if operation.rate is not None:
        requests, seconds = operation.rate
        value["x-rate-limit"] = {"requests": requests, "seconds": seconds}
    if operation.parameters:
        value["parameters"] = [
            parameter_object(parameter, writer, f"{pointer}/parameters/{position}")
            for position, parameter in enumerate(operation.parameters)
        ]
    if operation.body is not None:
        value["requestBody"] = _body(operation.body, writer, f"{pointer}/requestBody")
    value["responses"] = {
        response.status: _response(response, writer, f"{pointer}/responses/{response.status}")
        for response in operation.responses
    }
    if operation.security is not None:
        value["security"] = [security_requirement_object(requirement) for requirement in operation.security]
    if operation.samples:
        value["x-codeSamples"] = []
        for position, sample in enumerate(operation.samples):
            value["x-codeSamples"].append({"lang": sample.language, "label": sample.label, "source": sample.source})
            writer.used(f"{pointer}/x-codeSamples/{position}", sample.facts)
    return value


_PLACES = {"permission": "/security", "credential": "/security", "deprecated": "/deprecated"}
"""Facts of an operation that stand in a field of their own."""


def parameter_object(parameter: Parameter, writer: Writer, pointer: str) -> dict[str, Any]:
    """The Parameter Object."""
    field = parameter.field
    value: dict[str, Any] = {"name": field.name, "in": parameter.location}
    if field.description:
        value["description"] = writer.words(field.description)
    if field.required:
        value["required"] = True
    if field.deprecated:
        value["deprecated"] = True
    schema = typed(field.type, writer, f"{pointer}/schema")
    if field.default is not ABSENT and field.default is not None:
        schema["default"] = field.default
    if field.unit:
        schema["x-unit"] = field.unit
    value["schema"] = schema
    if field.examples:
        value["example"] = field.examples[0]
    writer.used(pointer, field.facts)
    return value


def _body(body: Body, writer: Writer, pointer: str) -> dict[str, Any]:
    value: dict[str, Any] = {}
    if body.description:
        value["description"] = writer.words(body.description)
    if body.required:
        value["required"] = True
    value["content"] = _content(body.media, writer, f"{pointer}/content")
    writer.used(pointer, body.facts)
    return value


def _response(response: Response, writer: Writer, pointer: str) -> dict[str, Any]:
    value: dict[str, Any] = {"description": writer.words(response.description)}
    if response.headers:
        value["headers"] = {
            header.name: {"schema": field_schema(header, writer, f"{pointer}/headers/{escape(header.name)}/schema")}
            for header in response.headers
        }
    if response.media:
        value["content"] = _content(response.media, writer, f"{pointer}/content")
    writer.used(pointer, response.facts)
    return value


def _content(media: tuple[Media, ...], writer: Writer, pointer: str) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for media_type in media:
        at = f"{pointer}/{escape(media_type.media_type)}"
        value: dict[str, Any] = {}
        if media_type.type is not None:
            value["schema"] = typed(media_type.type, writer, f"{at}/schema", nullable=media_type.nullable)
        if media_type.examples:
            value["examples"] = {}
            for example in media_type.examples:
                entry: dict[str, Any] = {"summary": example.summary} if example.summary else {}
                entry["value"] = example.value
                value["examples"][example.name] = entry
                writer.used(f"{at}/examples/{escape(example.name)}", example.facts)
        writer.used(at, media_type.facts)
        content[media_type.media_type] = value
    return content


def security_requirement_object(requirement: SecurityRequirement) -> dict[str, list[str]]:
    """The Security Requirement Object."""
    return {name: list(scopes) for name, scopes in requirement.schemes}
