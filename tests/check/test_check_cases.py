"""Every rule by its cases: `cases/<rule>/{bad,good}-*.yaml` beside `expected.json`.

`expected.json` holds, for each file, every finding as [severity, rule, pointer, message]: all of the rule's own, and
whatever other rules say of at least a warning. `pytest --regen` rewrites it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from speclift.check import check
from speclift.check.rules import RULES
from speclift.document import load_document

CASES = Path(__file__).parent / "cases"
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())


def findings(path: Path, rule: str) -> list[list[str]]:
    return [
        [finding.severity, finding.rule, finding.pointer, finding.message]
        for finding in check(load_document(path))
        if finding.rule == rule or finding.severity != "info"
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case(folder: Path, regen: bool) -> None:
    found = {path.name: findings(path, folder.name) for path in sorted(folder.glob("*.yaml"))}
    expected = folder / "expected.json"
    if regen:
        lines = ",\n".join(
            f"  {json.dumps(name)}: ["
            + ",".join(f"\n    {json.dumps(item, ensure_ascii=False)}" for item in items)
            + ("\n  ]" if items else "]")
            for name, items in found.items()
        )
        expected.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    assert found == json.loads(expected.read_text("utf-8"))
    for name, items in found.items():
        assert name.startswith("bad-") == any(item[1] == folder.name for item in items), name


def test_every_rule_has_a_bad_and_a_good_case() -> None:
    assert [folder.name for folder in FOLDERS] == sorted(rule.id for rule in RULES)
    for folder in FOLDERS:
        assert list(folder.glob("bad-*.yaml")), folder.name
        assert list(folder.glob("good-*.yaml")), folder.name


def test_the_table_is_in_order() -> None:
    """An id once, and the function in a file of the rule's name."""
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.find.__module__.rpartition(".")[2] == rule.id.replace("-", "_")
        assert "Example:" in (__import__(rule.find.__module__, fromlist=["x"]).__doc__ or ""), rule.id
