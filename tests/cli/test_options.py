"""The options that stand before a command, short help, colours, and what a shell completes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from speclift import __version__
from speclift.cli import COMMANDS

ROOT = Path(__file__).parents[2]


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "speclift", *arguments]
    settings = {**os.environ, "COLUMNS": "80", **environment}
    return subprocess.run(command, cwd=cwd, env=settings, capture_output=True, text=True)


def completed(words: str) -> list[str]:
    """What bash is offered after `words`."""
    done = run(COMP_WORDS=words, COMP_CWORD=str(len(words.split(" ")) - 1), _SPECLIFT_COMPLETE="complete_bash")
    return done.stdout.split()


def test_the_list_of_commands_is_not_cut() -> None:
    shown = run("--help").stdout
    assert "..." not in shown.partition("Commands:")[2]
    for name, (_, words) in COMMANDS.items():
        assert f"  {name}" in shown
        assert len(words) <= 60
        assert words in shown


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_is_said(option: str) -> None:
    assert run(option).stdout == f"speclift {__version__}\n"


def test_a_project_elsewhere_is_worked_on(tmp_path: Path) -> None:
    done = run("--project", str(ROOT), "check", "rocketchat", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_an_error_is_one_line_in_a_pipe_and_coloured_on_request() -> None:
    plain = run("build", "nope")
    assert plain.returncode == 2
    assert plain.stderr.startswith("error: ")
    assert len(plain.stderr.splitlines()) == 1
    error, hint = run("--color", "always", "build", "nope").stderr.splitlines()
    assert error.startswith("\x1b[1m\x1b[31merror\x1b[0m: ")
    assert hint.startswith("\x1b[1m\x1b[36mhint\x1b[0m: known: rocketchat")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--color", "red", "check"], "auto, always, never"), (["--project", "/nowhere", "check"], "no such")],
)
def test_wrong_options_say_the_way_out(arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert words in done.stderr


def test_quiet_shows_no_progress(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scraper/sources/rocketchat", tmp_path / "scraper/sources/rocketchat")
    assert run("--quiet", "build", cwd=tmp_path).stderr == ""


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("speclift build true", ["trueconf-server", "trueconf-videosdk"]),
        ("speclift explain trueconf-server v3.1", ["v3.10", "v3.1"]),
        ("speclift explain rocketchat v1 /comp", ["/components"]),
        ("speclift upgrade whereby v", ["v1.0.0"]),
        ("speclift mock nothing v", []),
    ],
)
def test_a_shell_completes_sources_versions_and_pointers(words: str, offered: list[str]) -> None:
    assert completed(words) == offered


@pytest.mark.parametrize(
    ("extra", "module", "arguments"),
    [
        ("mock", "wsproto", ["mock", "rocketchat"]),
        ("publish", "hatchling", ["publish", "--dry-run"]),
        ("site", "pygments", ["site"]),
    ],
)
def test_a_command_says_which_extra_it_needs(extra: str, module: str, arguments: list[str]) -> None:
    program = (
        "import importlib.util as u, sys; found = u.find_spec;"
        f"u.find_spec = lambda name, package=None: None if name == {module!r} else found(name, package);"
        f"from speclift.__main__ import main; sys.argv = ['speclift', *{arguments!r}]; sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-P", "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == f"error: this needs {module} (pip install 'speclift[{extra}]')\n"


def test_the_command_starts_without_what_only_some_commands_need(tmp_path: Path) -> None:
    heavy = (
        "lxml",
        "yaml",
        "jinja2",
        "rich.table",
        "bs4",
        "speclift.diff",
        "speclift.normalise",
        "speclift.generate",
        "speclift.report",
    )
    code = f"import sys, speclift.cli; print(sorted(name for name in {heavy} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_quiet_before_a_command_prints_nothing_of_a_build(tmp_path: Path) -> None:
    done = run("-q", "build", str(ROOT / "docs/examples/books.html"), "--out", "books", "--no-packages", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
