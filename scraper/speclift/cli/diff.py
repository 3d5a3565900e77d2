"""`speclift diff`: what changed between two documents, and whom does it break?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.report.diff.run import FailOn, Options, Outcome


def diff(
    what: Annotated[
        list[str], typer.Argument(metavar="SOURCE OLD NEW | OLD.yaml NEW.yaml | SOURCE --all", help="What to compare.")
    ],
    everything: Annotated[
        bool, typer.Option("--all", help="All versions of a source: since, until and changed for everything.")
    ] = False,
    form: Annotated[
        str, typer.Option("--format", "-f", help="text, markdown, json, html or github (annotations).")
    ] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    fail_on: Annotated[
        str | None, typer.Option(help="Exit 1 on changes of this level or worse: breaking, warning or any.")
    ] = None,
    accepted: Annotated[
        Path | None, typer.Option(help="A YAML file of accepted changes: fingerprints with reasons.")
    ] = None,
    python: Annotated[
        bool, typer.Option("--python/--no-python", help="Also say what it means for the generated package.")
    ] = True,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead.")] = None,
) -> None:
    """Compare two versions of a source, any two OpenAPI 3 documents, or all versions of a source.

    Each change has a rule, a level (breaking, warning, info), a direction and a stable fingerprint. Exit status: 0, or
    1 with --fail-on, 2 bad input.
    """
    from speclift.report.diff.run import Options

    form = "json" if as_json else form
    options = Options(
        format=form,
        fail_on=cast("FailOn | None", fail_on),  # run() refuses any other word
        accepted=accepted,
        python=python,
        colour=output is None and sys.stdout.isatty(),
    )
    outcome = _all(what, options) if everything else _two(what, options)
    if output is None:
        print(outcome.text.rstrip("\n"))
    else:
        from speclift.workspace.atomic_tree import write_file

        write_file(output, (outcome.text.rstrip("\n") + "\n").encode())
    if outcome.status:
        raise typer.Exit(outcome.status)


def _two(what: list[str], options: Options) -> Outcome:
    from speclift.document import load_document
    from speclift.document.lines import Lines
    from speclift.report.diff.report import Side
    from speclift.report.diff.run import run

    if len(what) == 3:
        workspace_paths = _of_source(what[0], what[1:])
        names = [_spelled(version) for version in what[1:]]
    elif len(what) == 2:
        workspace_paths = [Path(one) for one in what]
        names = what
    else:
        raise InputError("give SOURCE OLD NEW, or two files", hint="speclift diff --help")
    old, new = (
        Side(name, str(path), load_document(path), Lines(path.read_text("utf-8")))
        for name, path in zip(names, workspace_paths, strict=True)
    )
    return run(old, new, options)


def _all(what: list[str], options: Options) -> Outcome:
    from speclift.document import load_document
    from speclift.report.diff.run import run_lattice
    from speclift.workspace.layout import find_workspace

    if len(what) != 1:
        raise InputError("--all goes with one source", hint="speclift diff trueconf-server --all")
    workspace = find_workspace(Path.cwd())
    workspace.source_folder(what[0])
    documents: dict[str, dict[str, Any]] = {
        version: load_document(workspace.document(what[0], version)) for version in workspace.versions(what[0])
    }
    return run_lattice(documents, options)


def _of_source(source: str, versions: list[str]) -> list[Path]:
    from speclift.workspace.layout import find_workspace

    workspace = find_workspace(Path.cwd())
    workspace.source_folder(source)
    return [workspace.document(source, version) for version in versions]


def _spelled(version: str) -> str:
    return version if version.startswith("v") else f"v{version}"
