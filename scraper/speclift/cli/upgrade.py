"""`speclift upgrade`: which lines of my code break with another version?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speclift.cli.completion import sources, versions
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.python_api.advice import Advice


def upgrade(
    source: Annotated[str, typer.Argument(autocompletion=sources, help="The source, for example trueconf-server.")],
    old: Annotated[
        str, typer.Argument(autocompletion=versions, help="The version that the code uses, for example v3.3.")
    ],
    new: Annotated[
        str, typer.Argument(autocompletion=versions, help="The version that it shall use, for example v3.10.")
    ],
    paths: Annotated[list[Path], typer.Argument(help="Python files and folders. They are read, never run.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the advice as JSON.")] = False,
) -> None:
    """Say which lines of Python code break with another version of a package, and what to write instead.

    Exit status: 0 nothing breaks, 1 something does, 2 bad input.
    """
    from speclift.cli.terminal import current_workspace
    from speclift.document import load_document
    from speclift.python_api.advice import advise, knowledge_of
    from speclift.python_api.surface import surface
    from speclift.python_api.usages import usages

    workspace = current_workspace()
    before = surface(load_document(workspace.document(source, old)))
    after = surface(load_document(workspace.document(source, new)))
    knowledge = knowledge_of(before)
    found: list[tuple[Path, Advice]] = []
    files = 0
    for path in _python_files(paths):
        files += 1
        try:
            used = usages(path.read_text(encoding="utf-8"), knowledge)
        except (SyntaxError, ValueError) as error:
            raise InputError(f"is no Python that this interpreter reads: {error}", file=str(path)) from None
        found.extend((path, advice) for advice in advise(used, before, after))
    breaking = sum(advice.level == "breaking" for _, advice in found)
    if as_json:
        print(json.dumps([_as_json(path, advice) for path, advice in found], indent=2))
    else:
        for path, advice in found:
            instead = f"; write {advice.instead}" if advice.instead else ""
            print(f"{path}:{advice.line}:{advice.column}: {advice.level}: {advice.message}{instead}")
        print(f"{files} files, {breaking} places break, {len(found) - breaking} to look at")
    if breaking:
        raise typer.Exit(1)


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


def _as_json(path: Path, advice: Advice) -> dict[str, str | int]:
    return {
        "file": str(path),
        "line": advice.line,
        "column": advice.column,
        "level": advice.level,
        "message": advice.message,
        "instead": advice.instead,
    }
