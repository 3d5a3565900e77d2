"""One bad place of a page costs that place: the other documents, packages and sources are made."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import speclift
from typer.testing import CliRunner

from speclift.cli import app

PAGE = Path(__file__).parent / "mini/objexample.html"


def test_a_package_that_cannot_be_generated_leaves_its_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr("speclift.pipeline.packages.package_of", fails)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["build", str(PAGE), "--out", "out"])
    assert done.exit_code == 1
    assert "no package objexample-v1-0-0 could be generated: IndexError: list index out of range" in done.output
    assert len(list((tmp_path / "out/spec/objexample").glob("*.yaml"))) == 1
    assert not list((tmp_path / "out/generated").glob("*/pyproject.toml"))


def test_a_source_that_is_refused_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "scraper/sources").mkdir(parents=True)
    for name in ("good", "bad"):
        assert speclift(tmp_path, "init", name, str(PAGE)).returncode == 0
    (recorded,) = (tmp_path / "scraper/sources/bad").glob("*.gz")
    recorded.write_bytes(b"not gzip")
    done = speclift(tmp_path, "build", "--no-packages", "--quiet")
    assert done.returncode == 2
    assert "bad" in done.stderr
    assert list((tmp_path / "spec/good").glob("*.yaml"))
    assert not (tmp_path / "spec/bad").exists()
