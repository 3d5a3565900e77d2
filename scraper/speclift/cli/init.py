"""`speclift init`: a documentation that nobody configured becomes a source."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from speclift.findings import Trouble


def init(
    name: Annotated[str, typer.Argument(help="The name of the new source: small letters, digits, dashes.")],
    where: Annotated[str, typer.Argument(metavar="URL | PAGE.html", help="Where its documentation is.")],
) -> None:
    """Recognise a documentation page's platform, record the page and write scraper/sources/NAME/source.toml.

    The workspace is the one around the current directory; where there is none, one is begun here.
    """
    from speclift.cli.pages import pages_at
    from speclift.initialise import new_source, require_name
    from speclift.trees import replace
    from speclift.workspace import SOURCES, Workspace, find_workspace

    require_name(name)
    try:
        workspace = find_workspace(Path.cwd())
    except Trouble:
        workspace = Workspace(Path.cwd().resolve())
    folder = workspace.sources / name
    if folder.exists():
        raise Trouble("the source exists already", file=str(folder), hint=f"speclift build {name}")
    pages = pages_at(where)
    address = pages[0].url if where.startswith(("http://", "https://")) else ""
    made = new_source(name, pages, address)
    files = {f"{name}/{file}": content for file, content in made.files.items()}
    replace(workspace.sources, frozenset({name}), files, workspace.scratch)
    recognition = made.recognition
    print(f"recognised {recognition.platform}, {recognition.confidence:.0%} sure: {'; '.join(recognition.reasons)}")
    for file in sorted(made.files):
        print(f"wrote {SOURCES / name / file}")
    print(f"next: speclift build {name}")
