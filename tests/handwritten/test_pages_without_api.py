"""Pages that document no API are refused in one line: without_api.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from speclift.model.findings import InputError
from speclift.pipeline.build import build_source
from speclift.pipeline.initialise import recognise
from speclift.readers.page import Page
from speclift.workspace.source import unconfigured

PAGES: dict[str, str] = yaml.safe_load((Path(__file__).parent / "without_api.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_an_api_is_refused_in_one_line(name: str) -> None:
    page = Page("page.html", f"<html><body>{PAGES[name]}</body></html>".encode())
    with pytest.raises(InputError) as refused:
        build_source(unconfigured("api", "", recognise([page]).platform), [page], packages=False)
    assert "page.html" in str(refused.value)
    assert "\n" not in str(refused.value)
