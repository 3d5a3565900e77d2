"""A workspace under test: the command run in it, the pages served for it, and what it holds."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from command_line import speclift
from shop_page import Article, page
from site_on_loopback import Answer, Site

from speclift.pipeline.build import SourceBuild, build_source
from speclift.pipeline.recording import recorded_pages
from speclift.pipeline.releases import load_releases
from speclift.python_api.snapshot import snapshot
from speclift.workspace.source import load_source


@dataclass
class Watched:
    root: Path
    site: Site

    @property
    def source(self) -> Path:
        """The folder of the source `shop`."""
        return self.root / "scraper/sources/shop"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command here."""
        return speclift(self.root, *arguments)

    def fetch(self, *options: str, packages: bool = False) -> subprocess.CompletedProcess[str]:
        """Run `build --fetch shop`."""
        return self.run("build", "shop", "--fetch", *([] if packages else ["--no-packages"]), *options)

    def serve(self, articles: Sequence[Article], *, layout: str = "", etag: str = '"2"') -> None:
        """Let the site serve another edition of the page."""
        self.site.answers["/docs/"] = Answer(
            page(articles, layout=layout), headers={"Content-Type": "text/html"}, etag=etag
        )

    def recorded(self, name: str = "page.html") -> bytes:
        """A recorded page."""
        return gzip.decompress((self.source / f"{name}.gz").read_bytes())

    def files(self) -> dict[str, bytes]:
        """Everything that would be committed."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for folder in ("scraper", "spec", "generated")
            for path in sorted((self.root / folder).rglob("*"))
            if path.is_file()
        }

    def release(self) -> SourceBuild:
        """Record today's packages as released."""
        built = build_source(load_source(self.source), recorded_pages(self.source))
        releases = load_releases(self.source)
        for plan, document in zip(built.plans, built.documents.values(), strict=True):
            releases.add(plan.package, plan.release, snapshot(dict(document)))
        return built
