"""`speclift diff`: what changed between two documents, and whom does it break?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from speclift.cli.reporting import Json, Output, say_text
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.diff.change import Change
    from speclift.python_api.change import PythonChange
    from speclift.report.diff.policy import Policy
    from speclift.report.diff.report import Side
    from speclift.report.diff.run import FailOn, Options, Outcome
    from speclift.workspace.layout import Workspace

CONFIG = ".speclift-diff.yaml"
"""The configuration that is read where none is named, when the folder has it."""


def diff(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE [OLD] [NEW] | OLD NEW | SOURCE --all",
            help="Versions of a source (the two newest when left out; `latest`), or two documents: files, addresses, "
            "revisions of git (HEAD~1:spec/x.yaml) or - for standard input.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All versions of a source: since, until and changed for everything.")
    ] = False,
    form: Annotated[
        str, typer.Option("--format", "-f", help="text, markdown, json, html, github, junit or sarif.")
    ] = "text",
    as_json: Json = False,
    fail_on: Annotated[
        str | None,
        typer.Option(
            help="Exit 1 on changes of this level or worse, on the wire or in Python: breaking, warning, any."
        ),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help=f"Levels of rules and policies; {CONFIG} when it is there.")
    ] = None,
    path: Annotated[list[str] | None, typer.Option(help="Only operations whose path fits this pattern.")] = None,
    not_path: Annotated[list[str] | None, typer.Option(help="Not the operations whose path fits this pattern.")] = None,
    operation: Annotated[list[str] | None, typer.Option(help="Only the operations with this operationId.")] = None,
    rule: Annotated[list[str] | None, typer.Option(help="Only rules whose id fits this pattern.")] = None,
    accepted: Annotated[
        Path | None, typer.Option(help="A YAML file of accepted changes: fingerprints or patterns, with reasons.")
    ] = None,
    accept: Annotated[
        str | None, typer.Option(metavar="REASON", help="Write the open breaking changes to --accepted, and why.")
    ] = None,
    patterns: Annotated[
        bool,
        typer.Option("--patterns", help="With --accept: write the patterns of --rule and --path instead."),
    ] = False,
    expires: Annotated[
        str | None, typer.Option(metavar="DATE", help="With --accept: the last day on which it holds (2027-03-31).")
    ] = None,
    python: Annotated[
        bool, typer.Option("--python/--no-python", help="Also say what it means for the generated package.")
    ] = True,
    docs: Annotated[
        bool, typer.Option("--docs", help="Also tell which descriptions and summaries changed (else: how many).")
    ] = False,
    rules: Annotated[bool, typer.Option("--rules", help="Print the table of rules and stop.")] = False,
    output: Output = None,
) -> None:
    """Compare two versions of a source, any two OpenAPI 3 documents, or all versions of a source.

    Each change has a rule, a level (breaking, warning, info), a direction and a stable fingerprint; the first line says
    which release it all demands. Exit status: 0, or 1 with --fail-on, 2 bad input.
    """
    from speclift.report.diff.policy import Policy, load_policy
    from speclift.report.diff.run import Options, Outcome, rules_text

    options = Options(
        format="json" if as_json else form,
        fail_on=cast("FailOn | None", fail_on),  # run() refuses any other word
        accepted=accepted,
        python=python,
        docs=docs,
        colour=output is None and sys.stdout.isatty(),
    )
    if rules:
        _print(Outcome(rules_text(options), 0), output)
        return
    given = config or (Path(CONFIG) if Path(CONFIG).is_file() else None)
    policy = _filtered(load_policy(given) if given else Policy(), path, not_path, operation, rule)
    options = _with(options, policy)
    if everything:
        _print(_all(what or [], options), output)
        return
    old, new = _sides(what or [])
    if accept is not None:
        _accept(old, new, options, accept, patterns, expires)
        return
    if patterns or expires is not None:
        raise InputError("--patterns and --expires go with --accept")
    from speclift.report.diff.run import run

    _print(run(old, new, options), output)


def _with(options: Options, policy: Policy) -> Options:
    from dataclasses import replace

    return replace(options, policy=policy)


def _filtered(
    policy: Policy,
    path: list[str] | None,
    not_path: list[str] | None,
    operation: list[str] | None,
    rule: list[str] | None,
) -> Policy:
    from dataclasses import replace

    return replace(
        policy,
        paths=tuple(path or ()), not_paths=tuple(not_path or ()), operations=tuple(operation or ()),
        rules=tuple(rule or ()),
    )  # fmt: skip


def _print(outcome: Outcome, output: Path | None) -> None:
    say_text(outcome.text, output)
    if outcome.status:
        raise typer.Exit(outcome.status)


def _sides(what: list[str]) -> tuple[Side, Side]:
    """The two documents that are meant."""
    workspace, versions = _source_of(what)
    if workspace is not None:
        names = _chosen(what[0], what[1:], versions)
        old, new = (_side(str(workspace.document(what[0], name)), name) for name in names)
        return old, new
    if len(what) != 2:
        raise InputError(
            "give a source, or two documents",
            hint="speclift diff SOURCE [OLD] [NEW], speclift diff OLD.yaml NEW.yaml, or speclift diff SOURCE --all",
        )
    if what == ["-", "-"]:
        raise InputError("only one document can come from standard input")
    old, new = (_side(side) for side in what)
    return old, new


def _source_of(what: list[str]) -> tuple[Workspace | None, tuple[str, ...]]:
    """The workspace, where the first word is one of its sources, with the versions that it has."""
    from speclift.cli.terminal import current_workspace

    if not what or len(what) > 3 or (len(what) == 2 and Path(what[0]).is_file()):
        return None, ()
    try:
        workspace = current_workspace()
        known = what[0] in workspace.source_names()
    except InputError:
        if len(what) == 2:
            return None, ()
        raise
    if not known:
        if len(what) == 2:
            return None, ()
        workspace.source_folder(what[0])  # says which sources there are
    return workspace, tuple(workspace.versions(what[0]))


def _chosen(source: str, wanted: list[str], versions: tuple[str, ...]) -> list[str]:
    """The old and the new version: the two newest, or the one named and the newest."""
    if len(versions) < 2 and len(wanted) < 2:
        raise InputError(f"{source} has {len(versions)} version: nothing to compare", hint="speclift diff OLD NEW")
    newest = versions[-1]
    named = [
        newest if version == "latest" else version if version.startswith("v") else f"v{version}" for version in wanted
    ]
    return [*named, newest] if len(named) == 1 else named or list(versions[-2:])


def _side(what: str, name: str = "") -> Side:
    from speclift.document.lines import Lines
    from speclift.fetch.documents import read_given
    from speclift.report.diff.report import Side

    given = read_given(what)
    return Side(name or given.name, given.file, given.document, Lines(given.text))


def _accept(old: Side, new: Side, options: Options, reason: str, patterns: bool, expires: str | None) -> None:
    """Add the open breaking changes to the file of accepted ones, each or by the patterns of the filters."""
    from speclift.diff.accepted import Acceptance, day, entries_of, load_accepted, with_accepted
    from speclift.diff.change import Level
    from speclift.report.diff.run import compared
    from speclift.workspace.atomic_tree import write_file

    if options.accepted is None or not reason.strip():
        raise InputError("--accept goes with a reason and with --accepted FILE")
    rules, paths = options.policy.rules, options.policy.paths
    if patterns and not (rules or paths):
        raise InputError("--patterns goes with --rule or --path, or both")
    file, until = options.accepted, day(expires) if expires is not None else None
    if not file.exists():
        write_file(file, b"")
    load_accepted(file)  # what is no such file is not written to
    report = compared(old, new, options)
    every: list[Change | PythonChange] = [*report.changes, *(report.python or ())]
    changes = [change for change in every if change.level is Level.BREAKING]
    entries = entries_of(changes, reason.strip(), until)
    if patterns:
        pairs = [(rule, path) for rule in rules or ("",) for path in paths or ("",)]
        entries = [Acceptance("", reason.strip(), rule, path, until) for rule, path in pairs]
    write_file(file, with_accepted(file.read_text("utf-8"), entries).encode())
    print(f"{file}: {len(changes)} accepted")


def _all(what: list[str], options: Options) -> Outcome:
    from speclift.cli.terminal import current_workspace
    from speclift.document import load_document
    from speclift.report.diff.run import run_lattice

    if len(what) != 1:
        raise InputError("--all goes with one source", hint="speclift diff trueconf-server --all")
    workspace = current_workspace()
    workspace.source_folder(what[0])
    documents: dict[str, dict[str, Any]] = {
        version: load_document(workspace.document(what[0], version)) for version in workspace.versions(what[0])
    }
    return run_lattice(documents, options)
