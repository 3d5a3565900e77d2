"""A source folder, read."""

from __future__ import annotations

from pathlib import Path

import pytest

from speclift.model.findings import InputError
from speclift.workspace.source import load_source, unconfigured


def folder(tmp_path: Path, source: str | bytes, base: str | bytes | None = None) -> Path:
    place = tmp_path / "my-api"
    place.mkdir()
    (place / "source.toml").write_bytes(source.encode() if isinstance(source, str) else source)
    if base is not None:
        (place / "base.yaml").write_bytes(base.encode() if isinstance(base, str) else base)
    return place


def test_a_source_says_what_the_pages_do_not(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        """
        title = "My API"
        page = "https://example.com/docs"
        platform = "apidoc"
        versions = "complete"
        names = { getUser = "users.get" }
        [[pagination]]
        style = "page"
        request = { page = "p" }
        response = { total = ["/a", "/b"], next = "/n" }
        first = 0
        end = [-1, "null"]
        """,
        "servers: [{url: https://example.com}]",
    )
    (place / "corrections.yaml").write_text("x")
    source = load_source(place)
    assert (source.name, source.title, source.versions) == ("my-api", "My API", "complete")
    assert (source.package, source.client, source.environment) == ("my-api", "MyApi", "MY_API")
    assert source.pagination[0].response == {"total": ("/a", "/b"), "next": ("/n",)}
    assert source.pagination[0].end == (-1, None)
    assert source.base["servers"] == [{"url": "https://example.com"}]
    assert source.corrections == place / "corrections.yaml"
    assert source.names == {"getUser": "users.get"}


def test_a_source_without_corrections_and_base(tmp_path: Path) -> None:
    source = load_source(folder(tmp_path, ""))
    assert source.corrections is None
    assert source.base == {}
    assert unconfigured("x").corrections is None


def test_names_are_made_from_the_folder() -> None:
    assert unconfigured("2-fast api").client == "Api2FastApi"
    assert unconfigured("").package == "api"


@pytest.mark.parametrize(
    ("source", "base", "message"),
    [
        ("titel = 'x'", None, "unknown key 'titel'"),
        ("title = 1", None, "title must be a str"),
        ("pagination = 1", None, "pagination must be a list"),
        ("versions = 'some'", None, "versions is 'some'"),
        ("[[pagination]]\nstyle = 'x'", None, "pagination needs a style"),
        ("title = ", None, "cannot be read"),
        (b"\xff", None, "cannot be read"),
        ("", "- a", "must hold a mapping"),
        ("", b"\xff", "not text in UTF-8"),
    ],
)
def test_a_folder_that_is_not_understood(tmp_path: Path, source: str | bytes, base: str | None, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_source(folder(tmp_path, source, base))


def test_no_source(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_source(tmp_path)


@pytest.mark.parametrize(
    "line",
    [f"title = {'9' * 5000}", f"[[pagination]]\nfirst = {'9' * 5000}", "title = " + "[" * 5000, f"a = 1e{'9' * 99}"],
)
def test_what_no_machine_reads_is_one_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(InputError) as refused:
        load_source(folder(tmp_path, line))
    assert "\n" not in str(refused.value)
    assert "source.toml" in str(refused.value)
