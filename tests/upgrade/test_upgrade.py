"""Advice stands as a comment behind the line that it is about: `#! level: message -> what to write instead`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from speclift.document import load_document
from speclift.python_api.advice import advise, knowledge_of
from speclift.python_api.surface import surface
from speclift.python_api.usages import usages

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.py"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_advice(case: Path) -> None:
    old, new = surface(load_document(HERE / "old.yaml")), surface(load_document(HERE / "new.yaml"))
    text = case.read_text(encoding="utf-8")
    found = defaultdict(list)
    for advice in advise(usages(text, knowledge_of(old)), old, new):
        found[advice.line].append(f"{advice.level}: {advice.message}" + f" -> {advice.instead}" * bool(advice.instead))
    expected = defaultdict(list)
    for number, line in enumerate(text.splitlines(), 1):
        expected[number] = re.findall(r"#! (.*?)(?= #!|$)", line)
    assert {line: said for line, said in found.items() if said} == {
        line: said for line, said in expected.items() if said
    }


def test_the_same_version_breaks_nothing() -> None:
    same = surface(load_document(HERE / "old.yaml"))
    for case in CASES:
        assert not advise(usages(case.read_text(encoding="utf-8"), knowledge_of(same)), same, same)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "scraper/sources/acme"
    folder.mkdir(parents=True)
    (folder / "source.toml").touch()
    (tmp_path / "spec/acme").mkdir(parents=True)
    for name, version in (("old", "v1"), ("new", "v2")):
        (tmp_path / f"spec/acme/{version}.yaml").write_bytes((HERE / f"{name}.yaml").read_bytes())
    return tmp_path


def run(workspace: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "speclift", "upgrade", "acme", *arguments]
    return subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False)


def test_the_command_names_file_line_and_column(workspace: Path) -> None:
    (workspace / "mine.py").write_text((HERE / "cases/calls.py").read_text(encoding="utf-8"), encoding="utf-8")
    done = run(workspace, "v1", "v2", ".", "--no-types")
    assert done.returncode == 1
    assert "mine.py:7:5: breaking: users.delete() is gone" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 file, 11 places break, 0 to look at"
    as_json = json.loads(run(workspace, "v1", "v2", "mine.py", "--json", "--no-types").stdout)
    assert as_json[0]["instead"] == "acme_v2"
    assert len(as_json) == 11


def anywhere(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "speclift", "upgrade", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_two_documents_need_no_workspace(workspace: Path, tmp_path: Path) -> None:
    text = (HERE / "cases/calls.py").read_text(encoding="utf-8")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for path in (workspace, folder):
        (path / "mine.py").write_text(text, encoding="utf-8")
    documents = [str(HERE / "old.yaml"), str(HERE / "new.yaml")]
    done = anywhere(folder, *documents, "mine.py", "--no-types")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == run(workspace, "v1", "v2", "mine.py", "--no-types").stdout
    assert anywhere(workspace, *documents, "mine.py", "--no-types").stdout == done.stdout


def test_a_document_can_be_a_revision_of_git(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        names = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *names, *words], cwd=tmp_path, check=True, capture_output=True)

    (tmp_path / "api.yaml").write_bytes((HERE / "old.yaml").read_bytes())
    git("init", "--quiet")
    git("add", "api.yaml")
    git("commit", "--quiet", "--message", "old")
    (tmp_path / "api.yaml").write_bytes((HERE / "new.yaml").read_bytes())
    (tmp_path / "mine.py").write_text((HERE / "cases/calls.py").read_text(encoding="utf-8"), encoding="utf-8")
    done = anywhere(tmp_path, "HEAD:api.yaml", "api.yaml", "mine.py", "--no-types")
    assert done.stdout.splitlines()[-1] == "1 file, 11 places break, 0 to look at"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nosuch", "v1", "mine.py"), "nosuch: there is no such file"),
        (("mine.py", "mine.py", "mine.py"), "mine.py"),
    ],
)
def test_what_is_no_document_is_one_line(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    (tmp_path / "mine.py").write_text("print(1)\n")
    done = anywhere(tmp_path, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_versions_of_a_source_want_files(workspace: Path) -> None:
    done = run(workspace, "v1", "v2")
    assert done.returncode == 2
    assert "give the Python files or folders" in done.stderr


def test_code_that_does_not_break_is_well(workspace: Path) -> None:
    (workspace / "mine.py").write_text("print(1)\n")
    done = run(workspace, "v1", "v2", "mine.py")
    assert (done.returncode, done.stdout) == (0, "1 file, 0 places break, 0 to look at\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("v1", "v2", "nowhere.py"), "no such file"),
        (("v1", "v2", "broken.py"), "broken.py: is no Python"),
        (("v1", "v3", "broken.py"), "no document v3"),
    ],
)
def test_bad_input_is_one_line(workspace: Path, arguments: tuple[str, ...], words: str) -> None:
    (workspace / "broken.py").write_text("def f(:\n")
    done = run(workspace, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_fix_rewrites_the_file_and_leaves_the_rest_marked(workspace: Path) -> None:
    mine = workspace / "mine.py"
    mine.write_text((HERE / "cases/calls.py").read_text(encoding="utf-8"), encoding="utf-8")
    done = run(workspace, "v1", "v2", "mine.py", "--fix", "--no-types")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "1 file, 9 places break, 0 to look at, 2 places rewritten"
    text = mine.read_text()
    assert text.startswith("from acme_v2 import Acme")
    assert 'server.rooms.start("7")' in text
    assert "speclift: users.delete() is gone" in text
