"""`speclift check`: is a document right?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speclift.cli.completion import sources
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.model.findings import Finding


def check(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            autocompletion=sources,
            metavar="[SOURCE | FILE]...",
            help="Sources, or files of any OpenAPI 3.1 document; all when left out.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    severity: Annotated[
        str, typer.Option(help="The least severe finding to show: error, warning or info.", metavar="LEVEL")
    ] = "warning",
) -> None:
    """Check documents: the official schema, references, examples against their schemas, security, defaults and more.

    Each finding has a rule, a severity, a JSON pointer and a message. Exit status: 0 no error, 1 errors, 2 a file
    that is no OpenAPI document.
    """
    from speclift.check import check as check_document
    from speclift.document import load_document

    if severity not in _LEVELS:
        raise InputError(f"--severity {severity!r} is none of {', '.join(_LEVELS)}")
    shown = _LEVELS[: _LEVELS.index(severity) + 1]
    found: list[tuple[Path, Finding]] = []
    paths = documents_named(what or [])
    for path in paths:
        found.extend((path, finding) for finding in check_document(load_document(path), name=path.stem))
    errors = sum(finding.severity == "error" for _, finding in found)
    shown_findings = [(path, finding) for path, finding in found if finding.severity in shown]
    if as_json:
        print(json.dumps([_as_json(path, finding) for path, finding in shown_findings], indent=2))
    else:
        for path, finding in shown_findings:
            print(f"{path}: {finding.severity}: {finding.rule}: {finding.message} at {finding.pointer or '/'}")
        print(f"{len(paths)} documents, {errors} errors, {sum(f.severity == 'warning' for _, f in found)} warnings")
    if errors:
        raise typer.Exit(1)


_LEVELS = ("error", "warning", "info")


def documents_named(names: list[str]) -> list[Path]:
    """The document files meant by names of sources and paths of files; every document of the workspace for none."""
    from speclift.cli.terminal import current_workspace

    paths: list[Path] = []
    for name in names:
        if Path(name).is_file():
            paths.append(Path(name))
        elif "/" in name or Path(name).suffix:
            raise InputError("there is no such file", file=name)
        else:
            workspace = current_workspace()
            workspace.source_folder(name)
            paths.extend(_documents(workspace.spec / name, workspace.versions(name)))
    if not names:
        workspace = current_workspace()
        for source in workspace.source_names():
            paths.extend(_documents(workspace.spec / source, workspace.versions(source)))
    return paths


def _documents(folder: Path, versions: tuple[str, ...]) -> list[Path]:
    if not versions:
        raise InputError("no document", file=str(folder), hint="run `speclift build`")
    return [folder / f"{version}.yaml" for version in versions]


def _as_json(path: Path, finding: Finding) -> dict[str, str]:
    return {
        "file": str(path),
        "rule": finding.rule,
        "severity": finding.severity,
        "pointer": finding.pointer,
        "message": finding.message,
    }
