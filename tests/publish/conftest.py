"""A real index on loopback, and packages to publish."""

from __future__ import annotations

import gzip
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from speclift.publish.upload import Index

sys.path.insert(0, str(Path(__file__).parents[1] / "update"))
sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
sys.path.insert(0, str(Path(__file__).parent))

from command_line import speclift
from published_workspace import Shop
from shop_page import page


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """A running pypiserver that lets everybody upload."""
    folder = tmp_path / "index"
    folder.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "pypiserver", "run", "-i", "127.0.0.1", "-p", str(port), "-a", ".", "-P", "."]
    process = subprocess.Popen([*command, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(f"{url}/simple/").close()
            break
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
    monkeypatch.setenv("TWINE_USERNAME", "anybody")
    monkeypatch.setenv("TWINE_PASSWORD", "anything")
    yield Index(upload=f"{url}/", simple=f"{url}/simple/")
    process.terminate()
    process.wait()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built workspace; not to be changed."""
    root = tmp_path_factory.mktemp("publish")
    folder = root / "scraper/sources/shop"
    folder.mkdir(parents=True)
    (folder / "source.toml").write_text('title = "Shop"\nplatform = "apidoc"\n')
    (folder / "base.yaml").write_text("servers:\n- url: https://{host}\n  variables: {host: {default: shop.example}}\n")
    (folder / "page.html.gz").write_bytes(gzip.compress(page(), mtime=0))
    done = speclift(root, "build", "shop")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def shop(built: Path, tmp_path: Path) -> Shop:
    """A copy of the built workspace that a test may change."""
    root = tmp_path / "workspace"
    shutil.copytree(built, root)
    return Shop(root)
