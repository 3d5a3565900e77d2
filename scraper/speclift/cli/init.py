"""`speclift init`: a documentation that nobody configured becomes a source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.fetch.documentation import Documentation
    from speclift.workspace.layout import Workspace


def init(
    name: Annotated[str, typer.Argument(help="The name of the new source: small letters, digits, dashes.")],
    where: Annotated[
        str, typer.Argument(metavar="URL | PAGE.html | FOLDER", help="Where its documentation is: a page, a document.")
    ],
    site: Annotated[
        bool | None,
        typer.Option("--site/--page", help="Follow the whole site, or take this page alone; asked when left out."),
    ] = None,
) -> None:
    """Recognise a documentation page's platform, record the page and write scraper/sources/NAME/source.toml.

    The workspace is the one around the current directory; where there is none, one is begun here.
    """
    from speclift.cli.pages import documentation_at, is_address
    from speclift.cli.terminal import current_workspace
    from speclift.pipeline.initialise import new_source, require_name, write_source
    from speclift.workspace.layout import SOURCES, Workspace

    require_name(name)
    try:
        workspace = current_workspace()
    except InputError:
        workspace = Workspace(Path.cwd().resolve())
    _require_free(name, workspace)
    documentation = documentation_at(where)
    if documentation.says:
        print(documentation.says)
    elif is_address(where):
        documentation = _whole(documentation, workspace.scratch / "fetch" / f"site-{name}", site)
    made = new_source(name, documentation)
    write_source(workspace.sources / name, made.files, workspace.scratch)
    recognition = made.recognition
    print(f"recognised {recognition.platform}, {recognition.confidence:.0%} sure: {'; '.join(recognition.reasons)}")
    for file in sorted(made.files):
        print(f"wrote {SOURCES / name / file}")
    print(f"next: speclift build {name}")


def _whole(documentation: Documentation, store: Path, site: bool | None) -> Documentation:
    """The documentation of the site that a page belongs to, or of the page alone."""
    from speclift.cli.sites import describe, read_whole_site, wants_site
    from speclift.fetch.client import PoliteClient
    from speclift.fetch.site import FOLLOW, plan_site

    page = documentation.pages[0]
    if site is False or not page.content.lstrip().startswith(b"<"):
        return documentation
    with PoliteClient() as client:
        plan = plan_site(page, client)
        if len(plan.pages()) > 1:
            print("\n".join(describe(plan)))
        if not wants_site(page, plan, site):
            if len(plan.pages()) > 1:
                print("taken: this page alone; --site follows them")
            return documentation
        return read_whole_site(plan, page, client, store=store, follow=FOLLOW)


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
