"""What the tests of apidoc share: recorded cases, the recorded page of TrueConf, and facts as JSON."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest

from speclift.model.raw import RawApi
from speclift.readers.apidoc import read
from speclift.readers.page import Page

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))  # raw_as_json and page_changes, shared with the other readers
TRUECONF = HERE.parents[2] / "scraper" / "sources" / "trueconf-server" / "page.html.gz"


@pytest.fixture(scope="session")
def saved_bytes() -> bytes:
    """TrueConf's page as a browser saves it."""
    return gzip.decompress(TRUECONF.read_bytes())


@pytest.fixture(scope="session")
def served_bytes() -> bytes:
    """The same page as a server would render it: tags left open, no highlighter."""
    return gzip.decompress((HERE / "trueconf-served.html.gz").read_bytes())


@pytest.fixture(scope="session")
def saved(saved_bytes: bytes) -> RawApi:
    """What is read from TrueConf's page."""
    return read([Page("page.html", saved_bytes)])
