"""The same bytes on every machine: in other folders, with other environments, other umasks."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from publish_package import PACKAGE

from speclift.model.findings import InputError
from speclift.publish.distributions import build_distributions

ENVIRONMENT = {
    "SOURCE_DATE_EPOCH": "1",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "12345",
    "PYTHONPATH": "/nonexistent",
    "HATCH_BUILD_CLEAN": "1",
}
"""What a machine far away may have set."""


def test_two_builds_in_different_folders_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build_distributions("acme-client", PACKAGE, tmp_path / "one")
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = os.umask(0o077)
    try:
        second = build_distributions("acme-client", PACKAGE, tmp_path / "two" / "deep")
    finally:
        os.umask(before)
    assert [path.name for path in first] == ["acme_client-1.0.0-py2.py3-none-any.whl", "acme_client-1.0.0.tar.gz"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_the_wheel_holds_the_package_and_nothing_else(tmp_path: Path) -> None:
    wheel = build_distributions("acme-client", PACKAGE, tmp_path)[0]
    names = zipfile.ZipFile(wheel).namelist()
    assert {name for name in names if ".dist-info/" not in name} == {"acme_client/__init__.py", "acme_client/py.typed"}


def test_a_failed_build_raises_input_error_with_hatchlings_message(tmp_path: Path) -> None:
    broken = {**PACKAGE, "pyproject.toml": b'[project]\nname = "acme-client"\n'}
    with pytest.raises(InputError, match=r"generated/acme-client: .*version"):
        build_distributions("acme-client", broken, tmp_path)
    assert not list(tmp_path.iterdir())


GENERATED = sorted((Path(__file__).parents[2] / "generated").glob("*/pyproject.toml"))


@pytest.mark.parametrize("project", GENERATED, ids=lambda project: project.parent.name)
def test_the_wheel_of_every_generated_package_is_small(project: Path, tmp_path: Path) -> None:
    folder = project.parent
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    wheel = build_distributions(folder.name, files, tmp_path)[0]
    assert wheel.stat().st_size < 150_000
