"""`speclift upgrade`: which lines of my code break with another version?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from speclift.cli.completion import sources, versions
from speclift.cli.reporting import Format, Json, Output, chosen, say_page, say_text
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.python_api.advice import Advice
    from speclift.report.blocks import Page


def upgrade(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE|OLD",
            autocompletion=sources,
            help="The source, for example trueconf-server; or the document that the code uses: a file, an address, a "
            "revision of git (HEAD~1:spec/x.yaml).",
        ),
    ],
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD|NEW",
            autocompletion=versions,
            help="The version that the code uses, for example v3.3; or the document that it shall use.",
        ),
    ],
    new: Annotated[
        str,
        typer.Argument(
            metavar="NEW|PATH",
            autocompletion=versions,
            help="The version that it shall use, for example v3.10; of documents the first file or folder.",
        ),
    ],
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Python files and folders. They are read, never run.")
    ] = None,
    form: Format = "text",
    as_json: Json = False,
    output: Output = None,
    types: Annotated[
        bool, typer.Option("--types/--no-types", help="Also ask mypy, where it is installed (speclift[upgrade]).")
    ] = True,
    fix: Annotated[
        bool, typer.Option("--fix", help="Rewrite imports and what was only renamed; mark the rest with a comment.")
    ] = False,
) -> None:
    """Say which lines of Python code break with another version of a package, and what to write instead.

    Exit status: 0 nothing breaks (or all of it was rewritten), 1 something does, 2 bad input.
    """
    form = chosen(form, as_json)
    before, after, given = _asked(source, old, new, paths or [])
    files = list(_python_files(given))
    found = _advice(files, before, after, types=types)
    left = [(path, advice) for path in files for advice in found[path] if not (fix and advice.certain)]
    applied = _rewrite(found) if fix else 0
    breaking = sum(advice.level == "breaking" for _, advice in left)
    summary = _summary(len(files), breaking, len(left) - breaking, applied, fix=fix)
    if form == "text":
        say_text("".join(f"{_line(path, advice)}\n" for path, advice in left) + summary, output)
    else:
        say_page(_page(left, summary), form, output)
    if breaking:
        raise typer.Exit(1)


def _asked(first: str, second: str, third: str, rest: list[Path]) -> tuple[dict[str, Any], dict[str, Any], list[Path]]:
    """The two documents and the paths that are meant: versions of a source, or documents from anywhere."""
    from speclift.cli.terminal import current_workspace
    from speclift.document import load_document
    from speclift.fetch.documents import read_given

    try:
        workspace = current_workspace()
        is_source = first in workspace.source_names()
    except InputError:
        is_source = False
    if not is_source:
        return read_given(first).document, read_given(second).document, [Path(third), *rest]
    if not rest:
        raise InputError("give the Python files or folders", hint=f"speclift upgrade {first} {second} {third} src/")
    before, after = (load_document(workspace.document(first, version)) for version in (second, third))
    return before, after, rest


def _line(path: Path, advice: Advice) -> str:
    return f"{path}:{advice.line}:{advice.column}: {advice.level}: {_told(advice)}"


def _told(advice: Advice) -> str:
    return advice.message + (f"; write {advice.instead}" if advice.instead else "")


def _page(left: list[tuple[Path, Advice]], summary: str) -> Page:
    """The advice by file: for people, annotations, test reports and code scanning."""
    from speclift.report.blocks import Block, Heading, Item, List, Name, Page, Problem, Prose

    blocks: list[Block] = [Heading(1, (summary,))]
    for path in dict.fromkeys(path for path, _ in left):
        problems = [
            Problem("upgrade", advice.level, _told(advice), "", str(path), advice.line, advice.column)
            for other, advice in left
            if other == path
        ]
        items = tuple(
            Item((Prose(problem.message), f" (line {problem.line})"), problem.level, problem=problem)
            for problem in problems
        )
        blocks += [Heading(2, (Name(str(path)),)), List(items)]
    return Page(summary, tuple(blocks), [_as_json(path, advice) for path, advice in left])


def _summary(files: int, breaking: int, others: int, applied: int, *, fix: bool) -> str:
    from speclift.python_api.verdict import counted

    fixed = f", {counted(applied, 'place')} rewritten" if fix else ""
    breaks = f"{counted(breaking, 'place')} {'breaks' if breaking == 1 else 'break'}"
    return f"{counted(files, 'file')}, {breaks}, {others} to look at{fixed}"


def _advice(
    files: list[Path], before: dict[str, Any], after: dict[str, Any], *, types: bool
) -> dict[Path, list[Advice]]:  # fmt: skip
    """What breaks in each file: what is seen in its own syntax, and what a type checker sees beside that."""
    from speclift.diff import compare
    from speclift.python_api.advice import advise, import_name, knowledge_of, renames_of
    from speclift.python_api.compare import compare_surfaces
    from speclift.python_api.surface import surface
    from speclift.python_api.usages import usages

    old, new = surface(before), surface(after)
    knowledge, renames = knowledge_of(old), renames_of(compare(before, after))
    found: dict[Path, list[Advice]] = {}
    using: list[Path] = []
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
            used = usages(text, knowledge)
        except (SyntaxError, ValueError) as error:
            raise InputError(f"is no Python that this interpreter reads: {error}", file=str(path)) from None
        found[path] = advise(used, old, new, renames)
        if any(usage.kind == "import" for usage in used):
            using.append(path)
    if types and using and import_name(old):
        from speclift.python_api.type_check import type_checked

        packages = _package(before), _package(after)
        checked = type_checked(using, import_name(old), *packages, compare_surfaces(old, new))
        for path in using:
            told = found[path]
            # One place, one message: what the diff knows is said in its own words.
            told += [one for one in checked.get(path.resolve(), ()) if not any(_about(one, other) for other in told)]
            told.sort(key=lambda advice: (advice.line, advice.column))
    return found


def _about(one: Advice, other: Advice) -> bool:
    """Whether an error of the checker is at the place of an advice."""
    return other.line <= one.line <= max(other.line, other.end_line)


def _package(document: Mapping[str, Any]) -> dict[str, str]:
    """The modules of the package of a document, below its import folder."""
    from speclift.generate import generate

    files = generate(document).files
    return {path.split("/", 2)[2]: text for path, text in files.items() if path.startswith("src/")}


def _rewrite(found: Mapping[Path, list[Advice]]) -> int:
    from speclift.python_api.rewrite import rewritten
    from speclift.workspace.atomic_tree import write_file

    applied = 0
    for path, advices in found.items():
        if advices:
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read()
            fixed, count = rewritten(text, advices)
            applied += count
            if fixed != text:
                write_file(path, fixed.encode())
    return applied


def _python_files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*.py") if not _hidden(found, path))
        elif path.is_file():
            yield path
        else:
            raise InputError("there is no such file or folder", file=str(path))


def _hidden(path: Path, above: Path) -> bool:
    parts = path.relative_to(above).parts
    return any(part.startswith(".") or part in ("site-packages", "__pycache__") for part in parts)


def _as_json(path: Path, advice: Advice) -> dict[str, str | int | bool]:
    return {
        "file": str(path),
        "line": advice.line,
        "column": advice.column,
        "level": advice.level,
        "message": advice.message,
        "instead": advice.instead,
        "fixable": advice.certain,
    }
