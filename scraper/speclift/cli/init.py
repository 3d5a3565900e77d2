"""`speclift init`: a documentation that nobody configured becomes a source."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.fetch.documentation import Documentation
    from speclift.pipeline.initialise import NewSource
    from speclift.pipeline.proposals import Proposal
    from speclift.workspace.layout import Workspace


def init(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="[NAME] URL|PAGE|FOLDER",
            help="The name of the new source (small letters, digits, dashes; from the page's title when left out), and "
            "where its documentation is: a page, a site, a document.",
        ),
    ],
    named: Annotated[str | None, typer.Option("--name", metavar="NAME", help="The name, as an option.")] = None,
    site: Annotated[
        bool | None,
        typer.Option("--site/--page", help="Follow the whole site, or take this page alone; asked when left out."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Ask nothing; take what was recognised of server, keys and paging.")
    ] = False,
) -> None:
    """Make a source of a documentation: recognise it, record it, write scraper/sources/NAME/.

    What the page does not say (server, authorisation, paging) is told, and proposed where it was recognised: asked on a
    terminal, taken with --yes, and otherwise left in base.yaml and source.toml as comments. The workspace is the one
    around the current directory; where there is none, one is begun here.

    Exit status: 0 done, 2 bad input: nothing was written.
    """
    from speclift.cli.pages import documentation_at, is_address
    from speclift.cli.terminal import current_workspace
    from speclift.pipeline.initialise import new_source, require_name, write_source
    from speclift.workspace.layout import SOURCES, Workspace

    name, where = _name_and_place(what, named)
    if name:
        require_name(name)
    try:
        workspace = current_workspace()
    except InputError:
        workspace = Workspace(Path.cwd().resolve())
    if name:
        _require_free(name, workspace)
    documentation = documentation_at(where)
    if documentation.says:
        print(documentation.says)
    elif is_address(where):
        store = workspace.scratch / "fetch" / f"site-{name or 'new'}"
        documentation = _whole(documentation, store, False if yes and site is None else site)
    if not name:
        name = _name_of(documentation, where)
        _require_free(name, workspace)
    source = new_source(name, documentation)
    recognition = source.recognition
    print(f"recognised {recognition.platform}, {recognition.confidence:.0%} sure: {'; '.join(recognition.reasons)}")
    proposals = _proposals(source, documentation)
    source = source.with_proposals(proposals, _taken(proposals, yes=yes))
    write_source(workspace.sources / name, source.files, workspace.scratch)
    for file in sorted(source.files):
        print(f"wrote {SOURCES / name / file}")
    print(f"next: speclift build {name}")


def _name_and_place(what: list[str], named: str | None) -> tuple[str, str]:
    """The name, "" where none is given, and where the documentation is."""
    if len(what) > 2 or (len(what) == 2 and named):
        raise InputError(
            f"{len(what)} arguments{' and --name' if named else ''}", hint="speclift init [NAME] URL|PAGE|FOLDER"
        )
    return (named or "", what[0]) if len(what) == 1 else (what[0], what[1])


def _name_of(documentation: Documentation, where: str) -> str:
    """A name out of the page's title; where that gives none, out of the address or the file."""
    from speclift.cli.build_page import name_of
    from speclift.pipeline.initialise import name_from, recognise, title_of

    title = title_of(documentation.pages, recognise(documentation.pages).platform)
    return name_from([title]) if any(letter.isascii() and letter.isalpha() for letter in title) else name_of(where)


def _proposals(source: NewSource, documentation: Documentation) -> tuple[Proposal, ...]:
    """What the page leaves open, told one by one. A page that cannot be lifted yet has none: `build` says why."""
    from speclift.pipeline.build import read_and_lift
    from speclift.pipeline.proposals import propose
    from speclift.workspace.source import unconfigured

    settings = unconfigured(source.name, documentation.address, source.recognition.platform)
    try:
        lifted = read_and_lift(settings, documentation.pages)
    except InputError as error:
        print(f"not proposed: {error}", file=sys.stderr)
        return ()
    return propose(lifted.documents, documentation.pages)


def _taken(proposals: Sequence[Proposal], *, yes: bool) -> list[Proposal]:
    """The proposals that go into the files as they are: all that were recognised with --yes, those agreed to."""
    asks = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    taken: list[Proposal] = []
    for proposal in proposals:
        print(proposal.unsaid)
        if not proposal.recognised:
            print(f"  say it in {proposal.file}: an example stands there as a comment")
            continue
        print(f"  {proposal.because}")
        if asks:
            print("\n".join(f"    {line}" for line in proposal.text.splitlines()))
        if yes or (asks and typer.confirm(f"  write this to {proposal.file}?", default=True)):
            taken.append(proposal)
        elif not asks:
            print(f"  proposed in {proposal.file} as a comment; --yes takes it")
    return taken


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
