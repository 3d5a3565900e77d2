"""`speclift init`: a documentation that nobody configured becomes a source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.workspace.layout import Workspace


def init(
    name: Annotated[str, typer.Argument(help="The name of the new source: small letters, digits, dashes.")],
    where: Annotated[str, typer.Argument(metavar="URL | PAGE.html", help="Where its documentation is.")],
) -> None:
    """Recognise a documentation page's platform, record the page and write scraper/sources/NAME/source.toml.

    The workspace is the one around the current directory; where there is none, one is begun here.
    """
    from speclift.cli.pages import documentation_at
    from speclift.pipeline.initialise import new_source, require_name, write_source
    from speclift.workspace.layout import SOURCES, Workspace, find_workspace

    require_name(name)
    try:
        workspace = find_workspace(Path.cwd())
    except InputError:
        workspace = Workspace(Path.cwd().resolve())
    _require_free(name, workspace)
    documentation = documentation_at(where)
    if documentation.says:
        print(documentation.says)
    made = new_source(name, documentation)
    write_source(workspace.sources / name, made.files, workspace.scratch)
    recognition = made.recognition
    print(f"recognised {recognition.platform}, {recognition.confidence:.0%} sure: {'; '.join(recognition.reasons)}")
    for file in sorted(made.files):
        print(f"wrote {SOURCES / name / file}")
    print(f"next: speclift build {name}")


def _require_free(name: str, workspace: Workspace) -> None:
    from speclift.workspace.source import load_source, unconfigured

    folder = workspace.sources / name
    if folder.exists():
        raise InputError("the source exists already", file=str(folder), hint=f"speclift build {name}")
    package = unconfigured(name).package
    for other in workspace.source_names():
        if load_source(workspace.sources / other).package == package:
            raise InputError(
                f"the packages of {other!r} are called {package!r} already",
                file=str(workspace.sources / other / "source.toml"),
                hint="choose another name",
            )
