"""Uploading to a real index on loopback, installing from it, and what happens when the index misbehaves."""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

import pytest
from publish_package import PACKAGE, refusing_index

from speclift.model.findings import InputError
from speclift.publish import upload as upload_module
from speclift.publish.distributions import build_distributions
from speclift.publish.index import files_on_index, normalised
from speclift.publish.upload import Index, upload, without_credentials


def test_upload_skips_what_is_there_and_pip_installs_it(index: Index, tmp_path: Path) -> None:
    paths = build_distributions("acme-client", PACKAGE, tmp_path / "dist")
    first = upload("acme-client", paths[:1], index)
    assert first.sent == (paths[0].name,)
    lines: list[str] = []
    second = upload("acme-client", paths, index, tell=lines.append)
    assert (second.sent, second.skipped) == ((paths[1].name,), (paths[0].name,))
    assert lines == [f"skipped {paths[0].name}: the index has it", f"uploaded {paths[1].name}"]
    assert set(files_on_index(index.simple, "Acme_Client")) == {path.name for path in paths}

    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    install = [python, "-m", "pip", "install", "-q", "--no-deps", "--index-url", index.simple, "acme-client"]
    subprocess.run(install, check=True, env={"PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    answer = subprocess.run(
        [python, "-c", "import acme_client; print(acme_client.ANSWER)"], check=True, capture_output=True, text=True
    )
    assert answer.stdout == "42\n"


def test_other_bytes_under_a_released_name_are_refused(index: Index, tmp_path: Path) -> None:
    upload("acme-client", build_distributions("acme-client", PACKAGE, tmp_path / "one"), index)
    changed = {**PACKAGE, "src/acme_client/__init__.py": b"ANSWER = 43\n"}
    with pytest.raises(InputError, match="other bytes"):
        upload("acme-client", build_distributions("acme-client", changed, tmp_path / "two"), index)


@pytest.mark.parametrize("kind", ["forbidden", "dies"])
def test_an_index_that_refuses_an_upload_is_one_clear_line(tmp_path: Path, kind: str) -> None:
    paths = build_distributions("acme-client", PACKAGE, tmp_path)
    with refusing_index(kind) as index, pytest.raises(InputError, match="the upload failed") as caught:
        upload("acme-client", paths, index)
    assert "\n" not in str(caught.value)
    assert "run the same command again" in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("forbidden-listing", "answers 403"), ("odd-json", "PEP 691")],
)
def test_a_refused_index_request_raises_input_error(kind: str, words: str) -> None:
    with refusing_index(kind) as index, pytest.raises(InputError, match=words):
        files_on_index(index.simple, "acme-client")


def test_an_unreachable_index_raises_input_error() -> None:
    with pytest.raises(InputError, match="cannot ask the index"):
        files_on_index("http://127.0.0.1:1/simple", "acme-client")


def test_json_answers_are_understood() -> None:
    with refusing_index("json") as index:
        assert files_on_index(index.simple, "acme-client") == {"acme_client-1.0.0.tar.gz": "ab12"}


def test_without_any_uploader_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_module.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(upload_module.shutil, "which", lambda name: None)
    with pytest.raises(InputError, match="pip install twine"):
        upload_module._uploader("https://example.com/")


def test_uv_is_used_where_there_is_no_twine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_module.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(upload_module.shutil, "which", lambda name: "/bin/uv")
    command = upload_module._uploader("https://example.com/")
    assert command == ["/bin/uv", "publish", "--publish-url", "https://example.com/"]


def test_names_and_addresses_are_fit_to_be_shown() -> None:
    assert normalised("Acme._Client") == "acme-client"
    assert without_credentials("https://user:secret@pypi.example.com:8443/legacy/?token=x") == (
        "https://pypi.example.com:8443/legacy/"
    )
