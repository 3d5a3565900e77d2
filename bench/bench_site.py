"""The figures of the site, as ratios within one run: writing it, writing it again, its size, reading one operation.

Run by `tox -e bench`. The last needs Chromium, and Redoc's bundle named by REDOC_BUNDLE (npm i redoc); it is skipped
without.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import time
from pathlib import Path

import pytest
from ratio import processor_seconds, said

ROOT = Path(__file__).parents[1]
SOURCE = "trueconf-server"
OPERATION = "addConferenceInvitation"
COMMAND = [sys.executable, "-m", "speclift"]
REDOC = """<!doctype html><meta charset="utf-8"><div id="redoc"></div><script src="redoc.js"></script>
<script src="document.js"></script><script>Redoc.init(window.API, {}, document.getElementById("redoc"))</script>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the TrueConf page, written cold; says what that took."""
    out = tmp_path_factory.mktemp("bench") / "site"
    build = processor_seconds([*COMMAND, "build", SOURCE, "-q"], cwd=ROOT)
    written = processor_seconds([*COMMAND, "site", SOURCE, "-o", str(out), "-q"], cwd=ROOT)
    said("the site of TrueConf Server, cold, against its build (processor time)", written / build, "at most 3")
    return out


def test_the_site_against_its_build(site: Path) -> None:
    """Size on disk, and processor seconds when nothing changed."""
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 1e6
    said("megabytes of the site", size, "less than 40")
    again = processor_seconds([*COMMAND, "site", SOURCE, "-o", str(site), "-q"], cwd=ROOT)
    said("processor seconds with nothing changed", again, "at most 0.3")


def test_an_operation_is_readable_before_redoc_has_it(site: Path, tmp_path: Path) -> None:
    """From the address to the visible request body, in one Chromium, against Redoc with the same document."""
    bundle, chromium = os.environ.get("REDOC_BUNDLE", ""), shutil.which("chromium")
    if not bundle or chromium is None:
        pytest.skip("needs chromium, and REDOC_BUNDLE=node_modules/redoc/bundles/redoc.standalone.js")
    sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    shutil.copyfile(bundle, tmp_path / "redoc.js")
    (tmp_path / "redoc.html").write_text(REDOC)
    (tmp_path / "document.js").write_text(f"window.API = {(site / SOURCE / 'v3.10.json').read_text()};")
    ours = (site / SOURCE / f"v3.10/operations/{OPERATION}.html").as_uri(), "#body"
    theirs = f"{(tmp_path / 'redoc.html').as_uri()}#operation/{OPERATION}", f"[data-section-id*={OPERATION}]"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])

        def seconds(address: str, selector: str) -> float:
            page = browser.new_context().new_page()
            started = time.perf_counter()
            page.goto(address, wait_until="commit")
            page.wait_for_selector(selector, state="visible", timeout=180_000)
            taken = time.perf_counter() - started
            page.close()
            return taken

        ratios = [seconds(*ours) / seconds(*theirs) for _ in range(5)]
        browser.close()
    said("an operation readable, against Redoc", statistics.median(ratios), "at most 0.1")
