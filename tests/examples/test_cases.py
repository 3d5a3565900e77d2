"""Each `cases/NAME.txt` is an example as printed; `cases/NAME.json` beside it is what `repair` makes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from speclift.normalise.examples.repair import Repaired, repair

CASES = Path(__file__).parent / "cases"


def _said(repaired: Repaired) -> dict[str, Any]:
    said: dict[str, Any] = {"value": repaired.value} if repaired.is_json else {"problem": repaired.problem}
    for name in ("status", "reason", "headers", "media_type", "placeholders", "unknown"):
        if value := getattr(repaired, name):
            said[name] = value
    if repaired.repairs:
        said["repairs"] = [[one.rule, one.before, one.after] for one in repaired.repairs]
    if repaired.more:
        said["more"] = [_said(one) for one in repaired.more]
    return said


@pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda case: case.stem)
def test_an_example_becomes_what_stands_beside_it(case: Path, regen: bool, resolve: Any) -> None:
    said = json.dumps(_said(repair(case.read_text(encoding="utf-8"), resolve)), ensure_ascii=False, indent=2) + "\n"
    expected = case.with_suffix(".json")
    if regen:
        expected.write_text(said, encoding="utf-8")
    assert json.loads(expected.read_text(encoding="utf-8")) == json.loads(said)
