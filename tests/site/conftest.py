"""The site of this repository, written once for all tests, and a browser to look at it with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_site import speclift
from filelock import FileLock
from playwright.sync_api import Browser, Page, Request, sync_playwright

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The whole site; the workers of one run share it."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "site"
    with FileLock(f"{shared}.lock"):
        if not (shared / "index.html").is_file():
            done = speclift("site", "--out", str(shared), "--force", "--quiet")
            assert (done.returncode, done.stderr) == (0, "")
    return shared


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright. `.ci/run` installs it; at a desk without one these tests are skipped.

    Not for the whole session: while it lives, Playwright's event loop counts as running in this thread, and tests of
    other modules that the worker runs in between could not call `asyncio.run`.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium: .ci/run installs it with apt-get install chromium")
        pytest.skip("there is no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose errors, refused loads and broken promises fail the test."""
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the icon of a page that was left meanwhile
            said.append(f"failed: {request.url}: {request.failure}")

    page.on("requestfailed", failed)
    yield page
    context.close()
    assert said == []
