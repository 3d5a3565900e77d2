"""A workspace with one small source, whose page a site on loopback serves."""

from __future__ import annotations

import gzip
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
sys.path.insert(0, str(Path(__file__).parents[1] / "fetch"))
sys.path.insert(0, str(Path(__file__).parent))

from command_line import speclift
from shop_page import page
from site_on_loopback import Answer, Site, serve
from watched_workspace import Watched


@pytest.fixture(scope="session")
def running() -> Iterator[Site]:
    """A site that runs as long as the tests; so the documents of all tests can say the same address."""
    with serve() as site:
        yield site


@pytest.fixture
def site(running: Site) -> Site:
    """The site, without any page."""
    running.answers.clear()
    running.seen.clear()
    return running


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, running: Site) -> Path:
    """A built workspace with the source `shop`, whose page lives at `/docs/` of the site; not to be changed."""
    root = tmp_path_factory.mktemp("shop")
    folder = root / "scraper/sources/shop"
    folder.mkdir(parents=True)
    (folder / "source.toml").write_text(f'title = "Shop"\nplatform = "apidoc"\npage = "{running.url}/docs/"\n')
    (folder / "page.html.gz").write_bytes(gzip.compress(page(), mtime=0))
    done = speclift(root, "build", "shop")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def watched(built: Path, tmp_path: Path, site: Site) -> Watched:
    """A copy of the built workspace, and the site that serves the page as it is recorded."""
    root = tmp_path / "workspace"
    shutil.copytree(built, root)
    site.answers["/docs/"] = Answer(page(), headers={"Content-Type": "text/html; charset=utf-8"}, etag='"1"')
    return Watched(root, site)
