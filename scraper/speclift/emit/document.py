"""A typed API to an OpenAPI 3.1 document.

Enters: `Api`, `Source` and the ledger. Leaves: the document as plain JSON values, laid out by the conventions of
docs/architecture.md; every fact's pointer is in the ledger.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from speclift.document import escape
from speclift.emit.completion import add_error_response, admit_end_of_paging, tag_groups
from speclift.emit.names import component_name, unique_titles
from speclift.emit.operations import operation_object
from speclift.emit.paging import pagination
from speclift.emit.schemas import component_schema
from speclift.emit.writer import Writer
from speclift.model.api import Api, Group, Server

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from speclift.model.ledger import Ledger
    from speclift.workspace.source import Source

OPENAPI: Final = "3.1.1"

Document = dict[str, Any]


def emit(api: Api, source: Source, ledger: Ledger) -> Document:
    """Write one version as a document."""
    writer = Writer(ledger, api.version, source.page)
    info: Document = {"title": api.title, "version": api.version}
    if api.description:
        info["description"] = writer.words(api.description)
    writer.prose("/info/description", api.prose)
    writer.used("/info/description", api.facts)
    document: Document = {"openapi": OPENAPI, "info": info}
    if source.page:
        document["externalDocs"] = {"url": source.page}
    document["servers"] = _servers(api)
    if api.groups:
        document["tags"] = [_tag(group, writer, f"/tags/{position}") for position, group in enumerate(api.groups)]
    components = _components(
        api, source.base, writer
    )  # first: an object's row is explained by the object, not by its uses
    document["paths"] = _paths(api, source, writer)
    if components:
        document["components"] = components
    groups = tag_groups(document.get("tags", ()))
    if groups:
        document["x-tagGroups"] = groups
    schemas = components.get("schemas", {})
    for operation in [operation for item in document["paths"].values() for operation in item.values()]:
        add_error_response(operation, schemas)
        paging = pagination(operation, schemas, source.pagination)
        if paging is not None:
            operation["x-pagination"] = paging
            admit_end_of_paging(operation, schemas)
    # What a source states beside OpenAPI's own fields (`x-rpc`) stands in the document as it is.
    document.update({key: _copied(value) for key, value in source.base.items() if _is_for_the_document(key)})
    document["x-speclift"] = extension_of(api.version, {operation.id for operation in api.operations}, source)
    return document


def _is_for_the_document(key: str) -> bool:
    return key.startswith("x-") and not key.startswith("x-speclift")


def _servers(api: Api) -> list[Document]:
    servers = api.servers or (Server(""),)
    return [_server(server, api.prefix) for server in servers]


def _server(server: Server, prefix: str) -> Document:
    url = server.url.rstrip("/")
    server_object: Document = {"url": url if prefix and url.endswith(prefix) else (url + prefix or "/")}
    names = re.findall(r"\{([^{}]+)\}", server_object["url"])
    given = {name: (default, description) for name, default, description in server.variables}
    if names:
        server_object["variables"] = {}
        for name in names:
            default, description = given.get(name, (name, ""))
            server_object["variables"][name] = {
                "default": default,
                **({"description": description} if description else {}),
            }
    return server_object


def _tag(group: Group, writer: Writer, pointer: str) -> Document:
    tag: Document = {"name": group.title}
    if group.description:
        tag["description"] = writer.words(group.description)
    if group.parent:
        tag["x-parent"] = group.parent  # `parent` is of OpenAPI 3.2; the official schema of 3.1 refuses it
    tag["x-resource"] = group.resource
    writer.used(f"{pointer}/name", group.facts)
    writer.prose(f"{pointer}/description", group.prose)
    return tag


def _paths(api: Api, source: Source, writer: Writer) -> Document:
    outside = api.servers[0].url.rstrip("/") if api.servers else ""
    paths: Document = {}
    for operation in api.operations:
        item = paths.setdefault(operation.path, {})
        pointer = f"/paths/{escape(operation.path)}/{operation.method}"
        server = operation.server if operation.server != "outside" else outside or "/"
        operation_value = operation_object(operation, writer, pointer, page=source.page, server=server)
        if operation.server and api.servers:
            operation_value["servers"] = [_server(Server(server, api.servers[0].variables), "")]
        item[operation.method] = operation_value
    return paths


def _components(api: Api, base: Mapping[str, Any], writer: Writer) -> Document:
    declared = base.get("components", {})
    schemas: Document = {}
    titles = unique_titles(api.components)
    for component in api.components:
        name = component_name(component.name)
        title = titles.get(component.name, "")
        schemas[name] = component_schema(component, title, writer, f"/components/schemas/{escape(name)}")
    for name, schema in declared.get("schemas", {}).items():
        schemas.setdefault(name, _copied(schema))
    components: Document = {}
    if schemas:
        components["schemas"] = schemas
    for kind, values in declared.items():
        if kind not in {"schemas", "securitySchemes"}:
            components[kind] = _copied(values)
    schemes = {name: _copied(scheme) for name, scheme in api.schemes.items()}
    for scheme in schemes.values():
        if scheme.get("type") == "oauth2":
            for flow in scheme.get("flows", {}).values():
                flow["scopes"] = {**dict.fromkeys(api.scopes, ""), **flow.get("scopes", {})}
    if schemes:
        components["securitySchemes"] = schemes
    return components


def _copied(value: Any) -> Any:
    match value:
        case dict():
            return {name: _copied(inner) for name, inner in value.items()}
        case list():
            return [_copied(inner) for inner in value]
    return value


def extension_of(version: str, ids: Collection[str], source: Source) -> Document:
    """`x-speclift`: what packages are called. `ids` are the document's operation ids."""
    suffix = "v" + re.sub(r"[^0-9A-Za-z]+", "-", version).strip("-")
    extension: Document = {"source": source.name}
    if source.page:
        extension["page"] = source.page
    extension["package"] = f"{source.package}-{suffix}"
    extension["client"] = source.client
    extension["environment"] = source.environment
    names = {operation: path for operation, path in source.names.items() if operation in ids}
    if names:
        extension["names"] = names
    return extension
