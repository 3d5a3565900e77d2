"""Whole packages: what is generated from the documents of `documents/`, compared with what was reviewed.

`tox -e regen` rewrites `expected/`; review the difference.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from packages_under_test import HERE, Server, client, minimal, module_name, read_document, sources

from speclift.document import count_operations, load_document
from speclift.generate import generate, write
from speclift.generate.project import templates
from speclift.generate.reserved import ERRORS
from speclift.model.findings import InputError
from speclift.python_api.surface import surface

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

NAMES = sorted(path.stem for path in (HERE / "documents").glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_package_is_what_was_reviewed(name: str, regen: bool) -> None:
    package = generate(read_document(name))
    folder = HERE / "expected" / name
    shown = {
        path: text
        for path, text in package.files.items()
        if not path.rsplit("/", 1)[-1].startswith("_") or "_about" in path
    }
    del shown["LICENSE"]
    if regen:
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in shown.items():
            target = folder / f"{path}.txt"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    expected = {
        str(path.relative_to(folder).with_suffix("")): path.read_text("utf-8") for path in folder.rglob("*.txt")
    }
    assert shown == expected


@pytest.mark.parametrize("name", NAMES)
def test_surface_is_what_was_reviewed(name: str, regen: bool) -> None:
    found = surface(read_document(name))
    lines = [f"{one.operation_id}: {one}" for one in found.methods.values()]
    path = HERE / "expected" / f"{name}.surface.yaml"
    if regen:
        path.write_text(yaml.safe_dump(lines, sort_keys=False, width=200, allow_unicode=True), "utf-8")
    assert lines == yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_is_in_the_package(name: str) -> None:
    document = read_document(name)
    package = generate(document)
    assert len(package.operations) == package.documented == count_operations(document)
    constants = [
        node
        for text in sources(package).values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("Operation", "PagedOperation")
    ]
    assert len(constants) == package.documented


def test_a_lost_operation_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("speclift.generate.package.count_operations", lambda _: 17)
    with pytest.raises(InputError, match="would have 16 operations, its document has 17"):
        generate(read_document("acme"))


@pytest.mark.parametrize("name", NAMES)
def test_same_document_same_bytes(name: str) -> None:
    code = (
        "import hashlib, sys; from speclift.document import load_document; from speclift.generate import generate;"
        "package = generate(load_document(sys.argv[1]));"
        "print(hashlib.sha256(repr(sorted(package.files.items())).encode()).hexdigest())"
    )
    path = str(HERE / "documents" / f"{name}.yaml")
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    run = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True, env=environment
    )
    here = hashlib.sha256(repr(sorted(generate(load_document(path)).files.items())).encode())
    assert run.stdout.strip() == here.hexdigest()


def test_nothing_is_imported_before_it_is_used(load: Callable[[dict[str, Any]], ModuleType], tmp_path: Path) -> None:
    module = load(read_document("acme"))
    code = (
        f"import sys; import {module.__name__} as package; assert package.__version__ == package.VERSION;"
        "print(sorted(n for n in sys.modules if n.partition('.')[0] in ('httpx2', 'msgspec', package.__name__)));"
        "package.AcmeServer('localhost', access_token='x').logs;"
        f"print(package.__name__ + '.resources.users' in sys.modules, package.__name__ + '.errors' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "acme-server-v3-10" / "src")}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    name = module.__name__
    assert run.stdout.splitlines() == [str([name, f"{name}._about"]), "False False"]


def test_public_names_are_all_there(load: Callable[[dict[str, Any]], ModuleType]) -> None:
    module = load(read_document("acme"))
    assert all(getattr(module, name) is not None for name in module.__all__)
    assert set(module.__all__) <= set(dir(module))
    assert module.errors.ConferenceNotFoundError is module.ConferenceNotFoundError
    with pytest.raises(AttributeError, match="nonsense"):
        module.nonsense  # noqa: B018


def test_help_is_worth_reading(load: Callable[[dict[str, Any]], ModuleType]) -> None:
    module = load(read_document("acme"))
    conferences = client(module, Server(), server="localhost", access_token="x").conferences
    doc = inspect.getdoc(conferences.create)
    assert doc is not None
    assert doc.startswith("Create video conference.\n\nThe conference owner must be included in the invitation list.")
    assert "    topic: Conference subject. 1 to 240 characters." in doc
    assert "    ConferenceLimitError: You can't create more conferences" in doc
    assert doc.endswith("\n\nhttps://docs.acme.example/api/#api-Conferences-CreateConference")
    kinds = {name: parameter.kind for name, parameter in inspect.signature(conferences.update).parameters.items()}
    assert kinds.pop("conference_id") == inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert kinds.pop("body") == inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert kinds.pop("options") == inspect.Parameter.VAR_KEYWORD
    assert set(kinds.values()) == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("name", NAMES)
def test_what_a_package_imports_is_declared(name: str) -> None:
    """Whatever its dependencies install besides; pydantic calls what imports pydantic's."""
    package = generate(read_document(name))
    declared = tomllib.loads(package.files["pyproject.toml"])["project"]["dependencies"]
    ours = {re.split(r"[\[><=;]", words)[0] for words in declared}
    imported = {
        imported.partition(".")[0]
        for path, text in package.files.items()
        if path.endswith(".py")
        for node in ast.walk(ast.parse(text))
        for imported in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    assert imported - sys.stdlib_module_names - {"pydantic_core"} == ours


def test_a_flavour_documents_what_the_other_does(load: Callable[[dict[str, Any]], ModuleType]) -> None:
    module = load(read_document("acme"))
    resources = __import__(f"{module.__name__}.resources.conferences", fromlist=["Conferences"])
    for name, method in vars(resources.Conferences).items():
        if inspect.isfunction(method):
            awaited = vars(resources.AsyncConferences)[name]
            assert awaited.__doc__ == method.__doc__
            assert inspect.signature(awaited).parameters == inspect.signature(method).parameters


def test_wheel_is_small_and_builds(tmp_path: Path) -> None:
    package = generate(read_document("acme"))
    write(package, tmp_path)
    folder = tmp_path / package.name
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    assert wheel.stat().st_size < 150_000
    names = zipfile.ZipFile(wheel).namelist()
    assert f"{module_name(package)}/py.typed" in names
    assert not [name for name in names if "ruff_cache" in name]


def test_the_digest_of_the_document_is_inside_and_nowhere_else() -> None:
    document = read_document("acme")
    one, other = generate(document), generate(document | {"x-comment": "changed"})
    changed = {name for name in one.files if one.files[name] != other.files[name]}
    assert changed == {"pyproject.toml", "src/acme_server_v3_10/_about.py"}


def test_the_errors_of_the_runtime_are_known() -> None:
    source = (templates() / "runtime" / "_errors.py").read_text("utf-8")
    names = {node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}
    assert {name for name in names if not name.startswith("_")} - {"ClientError"} == ERRORS


def test_methods_over_a_websocket_are_said_to_be_so() -> None:
    files = generate(read_document("remote")).files
    base = "src/trueconf_videosdk_v1_0_0"
    assert {f"{base}/_websocket.py", f"{base}/_websocket_async.py"} <= set(files)
    assert 'remote="getScheduler",\n    idempotent=True,' in files[f"{base}/resources/scheduler.py"]
    assert '"httpx2[ws]>=' in files["pyproject.toml"]
    others = generate(read_document("acme")).files
    assert not [name for name in others if "_websocket" in name]
    assert '"httpx2>=' in others["pyproject.toml"]


def test_ages_are_told() -> None:
    class Ages:
        def operation(self, operation_id: str) -> str:
            return "v3.3" if operation_id == "getCall" else ""

        def parameter(self, operation_id: str, name: str) -> str:
            return "v3.4" if (operation_id, name) == ("createConference", "pin") else ""

        def field(self, schema: str, name: str) -> str:
            return "v3.5" if (schema, name) == ("Call", "topic") else ""

    files = generate(read_document("acme"), since=Ages()).files
    base = "src/acme_server_v3_10"
    assert "Read one call.\n\n        New in v3.3.\n" in files[f"{base}/resources/logs.py"]
    assert "pin: Password for joining the conference. New in v3.4." in files[f"{base}/resources/conferences.py"]
    assert "Topic of conference. It can be null.\n\n    New in v3.5.\n" in files[f"{base}/models/call.py"]


def test_a_release_has_its_version_and_its_changes() -> None:
    files = generate(read_document("acme"), version="2.1.0", changes="## 2.1.0\n\n- `users.get` is gone").files
    assert "- `users.get` is gone" in files["CHANGELOG.md"]
    assert 'version = "2.1.0"' in files["pyproject.toml"]
    assert 'VERSION = "2.1.0"' in files["src/acme_server_v3_10/_about.py"]


def test_a_package_stays_in_its_folder(tmp_path: Path) -> None:
    package = generate(minimal({}))
    object.__setattr__(package, "files", {"../escaped.py": "1"})
    with pytest.raises(InputError, match="leads out of the package"):
        write(package, tmp_path)
    assert list(tmp_path.rglob("*.py")) == []
