"""`speclift names`: what every call is called in Python, before anything is generated, and where to change it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from speclift.cli.completion import sources, versions
from speclift.cli.reporting import Format, Json, Output, chosen, say_page
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.python_api.surface import Surface


def names(
    source: Annotated[
        str, typer.Argument(autocompletion=sources, metavar="SOURCE|FILE", help="A source, or any OpenAPI document.")
    ],
    version: Annotated[
        str | None, typer.Argument(autocompletion=versions, help="The version; the newest when left out.")
    ] = None,
    form: Format = "text",
    as_json: Json = False,
    output: Output = None,
) -> None:
    """List every call as the package will offer it, with its operationId, method and path.

    A name comes from the author's short identifier, else from a short title, else from the address; `[names]` in the
    source's source.toml overrules it: operationId = "resource.method". The recorded page is read again, so the names
    are those of today's rules. Exit status: 0, or 2 when the source or the document cannot be read.
    """
    from speclift.generate.reading import read
    from speclift.python_api.surface import surface_of
    from speclift.report.blocks import Block, Code, Heading, Name, Page, Prose, Text

    form = chosen(form, as_json)
    document, about, where = _document(source, version)
    reading = read(document)
    offered = surface_of(reading)
    clashes = [finding for finding in reading.findings if finding.rule == "generate-name-clash"]
    rows = _rows(document, offered)
    blocks: list[Block] = [
        Heading(1, (f"{about}: ", Name(offered.client), f" of {offered.package}")),
        Code("\n".join(("[names]", *_lines(rows))), "toml"),
        *(Text((Prose(f"{finding.subject}: {finding.message}"),)) for finding in clashes),
        Text(("These are today's names. A line in ", Name(where), " changes one.")),
    ]
    say_page(Page(f"Names of {about}", tuple(blocks), rows), form, output)


def _document(source: str, version: str | None) -> tuple[Mapping[str, Any], str, str]:
    """The document, what it is called, and the file that overrules its names."""
    from speclift.cli.building import lift_version
    from speclift.cli.terminal import current_workspace
    from speclift.document import load_document

    path = Path(source)
    if path.suffix or "/" in source:
        if version is not None:
            raise InputError("a version goes with a source, not with a file", hint=f"speclift names {source}")
        return load_document(path), path.name, "source.toml of its source"
    lifted, wanted = lift_version(current_workspace(), source, None if version == "latest" else version)
    return lifted.documents[wanted], f"{source} v{wanted}", f"scraper/sources/{source}/source.toml"


def _rows(document: Mapping[str, Any], offered: Surface) -> list[dict[str, str]]:
    from speclift.document.node import Document
    from speclift.document.operations import operations
    from speclift.generate.naming import operation_id_of

    rows: list[dict[str, str]] = []
    for operation in operations(Document(dict(document))):
        method = offered.methods.get(operation_id_of(operation))
        if method is not None:
            rows.append({
                "call": ".".join(method.path),
                "operation_id": method.operation_id,
                "address": f"{operation.method.upper()} {operation.path}",
                "signature": str(method),
            })  # fmt: skip
    return rows


def _lines(rows: list[dict[str, str]]) -> list[str]:
    """The names as `[names]` of source.toml would state them, so that a line can be copied there and changed."""
    lines = []
    for row in rows:
        key = row["operation_id"] if _BARE.fullmatch(row["operation_id"]) else json.dumps(row["operation_id"])
        lines += [f"# {row['address']}", f'{key} = "{row["call"]}"']
    return lines


_BARE = re.compile(r"[A-Za-z0-9_-]+")
"""Keys that need no quotes (TOML 1.0, "Keys")."""
