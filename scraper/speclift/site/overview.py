"""The pages around the reference: the list of APIs, each API's own page, its packages, the guides.

Enters: sources with their references; Markdown files of `docs/`. Leaves: files by path.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from speclift.site.findings import most_important
from speclift.site.text import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclift.site.reference import Reference
    from speclift.site.render import Renderer
    from speclift.site.sources import SiteSource

_LINK = re.compile(r'href="([\w./-]+)\.md(#[\w-]*)?"')


def overview_files(source: SiteSource, reference: Reference, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """The API's own page and that of its packages."""
    steps = {step.new: step for step in source.lattice.steps}
    versions = [
        {
            "name": name,
            "operations": len(reference.views[name].operations),
            "schemas": len(reference.views[name].schemas),
            "step": f"{steps[name].old}..{name}.html" if name in steps else "",
            "changes": f"{len(steps[name].changes)} changes" if name in steps else "",
        }
        for name in reversed(source.versions)
    ]
    path = f"{source.name}/index.html"
    yield path, renderer.page(
        "source", path, "Overview", source=source, versions=versions, counts=counts(source, reference),
        top=most_important(source, reference),
    )  # fmt: skip
    path = f"{source.name}/packages.html"
    packages = [_package(source, name, files) for name, files in reversed(list(source.packages.items())) if files]
    yield path, renderer.page("packages", path, "Packages", source=source, packages=packages)


def counts(source: SiteSource, reference: Reference) -> dict[str, Any]:
    """The figures of a source."""
    return {
        "name": source.name,
        "title": source.title,
        "operations": sum(len(view.operations) for view in reference.views.values()),
        "versions": len(source.versions),
        "findings": len(source.facts),
    }


def index_file(sources: Sequence[dict[str, Any]], renderer: Renderer) -> tuple[str, bytes]:
    """The front page."""
    return "index.html", renderer.page("index", "index.html", "APIs", sources=sources)


def guide_files(guides: Mapping[str, str], renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """The guides: Markdown by name (`getting-started`), links between them kept."""
    listed = []
    for name, text in guides.items():
        title = next((line.lstrip("# ") for line in text.splitlines() if line.startswith("# ")), name)
        lead = next((line for line in text.splitlines() if line and not line.startswith(("#", "|", " "))), "")
        listed.append((f"{name}.html", title, re.sub(r"[`*\[\]]|\]\([^)]*\)", "", lead)[:160]))
        html = _LINK.sub(lambda link: f'href="{link[1]}.html{link[2] or ""}"', markdown(text))
        path = f"docs/{name}.html"
        yield path, renderer.page("guide", path, title, words=type(markdown(""))(html))
    yield "docs/index.html", renderer.page("guides", "docs/index.html", "Guides", guides=listed)


def _package(source: SiteSource, api: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        project = tomllib.loads(files.get("pyproject.toml", b"").decode("utf-8", "replace")).get("project", {})
    except tomllib.TOMLDecodeError:
        project = {}
    surface = source.surfaces.get(api)
    changelog = files.get("CHANGELOG.md", b"").decode("utf-8", "replace")
    return {
        "name": project.get("name", ""),
        "version": project.get("version", ""),
        "api": api,
        "methods": len(surface.methods) if surface is not None else 0,
        "files": len(files),
        "kilobytes": round(sum(map(len, files.values())) / 1024),
        "dependencies": project.get("dependencies", []),
        "python": project.get("requires-python", ""),
        "changelog": markdown(changelog) if changelog else "",
    }
