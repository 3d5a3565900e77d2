"""A workspace with the small source `shop`, built and published as a person would; and its page, edited."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from command_line import speclift
from shop_page import Article, page

from speclift.publish.upload import Index


@dataclass
class Shop:
    root: Path

    @property
    def source(self) -> Path:
        return self.root / "scraper/sources/shop"

    @property
    def package(self) -> Path:
        return self.root / "generated/shop-v1-0-0"

    @property
    def changelog(self) -> str:
        return (self.package / "CHANGELOG.md").read_text()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return speclift(self.root, *arguments)

    def publish(self, index: Index, *options: str) -> subprocess.CompletedProcess[str]:
        return self.run("publish", "shop", "--index", index.upload, "--simple", index.simple, *options)

    def edit(self, articles: Sequence[Article]) -> None:
        """Record another page and build it."""
        (self.source / "page.html.gz").write_bytes(gzip.compress(page(articles), mtime=0))
        done = self.run("build", "shop")
        assert done.returncode == 0, done.stderr

    def files(self) -> dict[str, bytes]:
        """What the build writes."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for folder in ("spec", "generated")
            for path in sorted((self.root / folder).rglob("*"))
            if path.is_file()
        }
