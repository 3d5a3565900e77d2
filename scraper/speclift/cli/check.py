"""`speclift check`: is a document right?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from speclift.cli.completion import sources
from speclift.cli.reporting import Format, Json, Output, chosen, say_page, say_text
from speclift.cli.terminal import say_error
from speclift.model.findings import InputError


def check(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            autocompletion=sources,
            metavar="[SOURCE | FILE]...",
            help="Sources, or files of any OpenAPI 3.1 document; all when left out.",
        ),
    ] = None,
    form: Format = "text",
    output: Output = None,
    accepted: Annotated[
        Path | None,
        typer.Option(
            help="A YAML file of accepted findings: `fingerprint` (or `rule`, `path`) and `reason`; stale ones fail."
        ),
    ] = None,
    as_json: Json = False,
    severity: Annotated[
        str, typer.Option(help="The least severe finding to show: error, warning or info.", metavar="LEVEL")
    ] = "warning",
) -> None:
    """Check documents: the official schema, references, examples against their schemas, security, defaults and more.

    Each finding has a rule, a severity, a line, a JSON pointer, a message, and a fingerprint to accept it by. Exit
    status: 0 no error, 1 errors (or an acceptance that nothing needs any more), 2 a file that is no OpenAPI document.
    """
    from speclift.check import check as check_document
    from speclift.diff.accepted import load_accepted, sort_accepted
    from speclift.document import load_document
    from speclift.document.lines import Lines
    from speclift.python_api.verdict import counted
    from speclift.report.check import CheckResult, check_page

    form = chosen(form, as_json)
    if severity not in _LEVELS:
        raise InputError(f"--severity {severity!r} is none of {', '.join(_LEVELS)}")
    check_results: list[CheckResult] = []
    paths = documents_named(what or [])
    for path in paths:
        lines = Lines(path.read_text(encoding="utf-8", errors="replace"))
        check_results += [
            CheckResult(str(path), finding, lines) for finding in check_document(load_document(path), name=path.stem)
        ]
    judged = sort_accepted(check_results, load_accepted(accepted) if accepted else (), paths=lambda one: one.paths)
    shown = [result for result in judged.open if result.finding.severity in _LEVELS[: _LEVELS.index(severity) + 1]]
    counts = {level: sum(result.finding.severity == level for result in judged.open) for level in _LEVELS}
    summary = ", ".join([counted(len(paths), "document"), *(counted(counts[level], level) for level in _LEVELS[:2])])
    summary += f", {len(judged.accepted)} accepted" if judged.accepted else ""
    if form == "text":
        say_text("".join(f"{result}\n" for result in shown) + summary, output)
    else:
        say_page(check_page(shown, summary), form, output)
    for stale in judged.stale:
        say_error(f"{accepted}: {stale.named} is accepted and no longer found: take it out")
    for expired in judged.expired:
        say_error(f"{accepted}: {expired.named} was accepted until {expired.expires}: decide again")
    if counts["error"] or judged.stale or judged.expired:
        raise typer.Exit(1)


_LEVELS = ("error", "warning", "info")


def documents_named(names: list[str]) -> list[Path]:
    """The document files meant by names of sources and paths of files; every document of the workspace for none."""
    from speclift.cli.terminal import current_workspace

    paths: list[Path] = []
    for name in names:
        if _is_file(name):
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


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False


def _documents(folder: Path, versions: tuple[str, ...]) -> list[Path]:
    if not versions:
        raise InputError("no document", file=str(folder), hint="run `speclift build`")
    return [folder / f"{version}.yaml" for version in versions]
