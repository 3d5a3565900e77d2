"""README and guides: their commands run, their programs are Python, their links lead somewhere."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
REPOSITORY = "https://github.com/speclift/speclift/"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page: Path, language: str) -> Iterator[str]:
    for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if match[1] == language:
            yield match[2]


def commands(page: Path) -> list[str]:
    """Lines of `sh` blocks, and lines after `$` in `console` blocks whose output is shown."""
    found = [line for block in blocks(page, "sh") for line in block.splitlines() if line]
    return found + [
        line[2:] for block in blocks(page, "console") for line in block.splitlines() if line.startswith("$ ")
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_of_a_guide_run(page: Path, tmp_path: Path) -> None:
    for name in ("docs", "spec", "generated", "scraper"):
        (tmp_path / name).symlink_to(ROOT / name)
    for command in commands(page):
        words = shlex.split(command)
        if words[0] != "speclift" or words[1] == "mock":
            continue  # pip needs an index, and the mock serves until it is stopped
        words = [path for word in words for path in (sorted(map(str, tmp_path.glob(word))) if "*" in word else [word])]
        done = subprocess.run(
            [sys.executable, "-P", "-m", *words], cwd=tmp_path, capture_output=True, text=True,
            env={**os.environ, "COLUMNS": "80"},
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stderr}"


def test_the_guides_have_commands() -> None:
    assert sum(len(commands(page)) for page in PAGES) >= 8


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_programs_of_a_guide_are_python(page: Path) -> None:
    for program in blocks(page, "python"):
        ast.parse(program)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_links_of_a_guide_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith((f"{REPOSITORY}blob/main/", f"{REPOSITORY}tree/main/")):
            path = ROOT / target.split("/main/", 1)[1].partition("#")[0]
        elif target.startswith("https://raw.githubusercontent.com/speclift/speclift/main/"):
            path = ROOT / target.split("/main/", 1)[1]
        elif re.match(r"[a-z]+:|#", target):
            continue
        else:
            assert page.name != "README.md", f"{target}: the package index shows README.md too, where it leads nowhere"
            path = page.parent / target.partition("#")[0]
        assert path.exists(), target
