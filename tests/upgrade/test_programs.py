"""Three programs with every broken line marked: nearly all are found, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from speclift.cli.upgrade import _advice
from speclift.document import load_document

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
MISSED = 2
"""How many of the broken lines of all programs may be missed."""


@pytest.fixture(scope="module")
def found() -> dict[str, dict[int, str]]:
    """The lines that break, by program, with what is said of them."""
    old, new = load_document(HERE / "old.yaml"), load_document(HERE / "new.yaml")
    advices = _advice(sorted(PROGRAMS.glob("*.py")), old, new, types=True)
    return {path.stem: {one.line: f"{one.level}: {one.message}" for one in told} for path, told in advices.items()}


def marked(program: str) -> set[int]:
    lines = (PROGRAMS / f"{program}.py").read_text().splitlines()
    return {number for number, line in enumerate(lines, 1) if re.search(r"#!", line) and "`#!`" not in line}


def test_nearly_all_broken_lines_are_found_and_no_others(found: dict[str, dict[int, str]]) -> None:
    broken = {(program, line) for program in found for line in marked(program)}
    said = {
        (program, line)
        for program, lines in found.items()
        for line, message in lines.items()
        # A warning says that a place may break: no claim where it does not, a find where it does.
        if message.startswith("breaking") or (program, line) in broken
    }
    assert len(broken) >= 55
    assert said - broken == set(), "these lines do not break"
    assert len(broken - said) <= MISSED, sorted(broken - said)
    print(f"{len(broken & said)} of {len(broken)} broken lines found; missed: {sorted(broken - said)}")
