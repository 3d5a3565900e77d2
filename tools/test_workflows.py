"""The workflows as actionlint reads them."""

from __future__ import annotations

import subprocess
from pathlib import Path

HERE = Path(__file__).parent
WRONG = """\
on: push
jobs:
  one:
    runs-on: ubuntu-latest
    needs: two
    steps:
      - run: echo ${{ github.nothing }}
"""


def said(folder: Path) -> list[str]:
    done = subprocess.run(["node", "workflows.mjs", folder], cwd=HERE, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_nothing_is_wrong_with_our_workflows(tmp_path: Path) -> None:
    (tmp_path / "wrong.yml").write_text(WRONG)
    assert [line.split(":")[1] for line in said(tmp_path)] == ["3", "7"]
    assert said(HERE.parent / ".github/workflows") == []
