"""An invented library, written in comments and rendered by apidoc 0.29: the document says what the comments say.

`truth.json` was made of apidoc's own data (`api_data.json`) by reading it as its manual says, without speclift; a
"Number" that counts or numbers things is an integer there.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from score import Score, score

FOLDER = Path(__file__).parent / "apidoc-library"
EXACT = (
    "operations", "parameters", "deprecated", "request fields", "response fields", "required", "types", "defaults",
    "enum values", "limits",
)  # fmt: skip


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Score:
    out = tmp_path_factory.mktemp("library")
    command = ("build", str(FOLDER / "index.html"), "--out", str(out), "--no-packages", "--quiet")
    subprocess.run([sys.executable, "-m", "speclift", *command], check=True)
    (newest,) = out.glob("spec/*/v2*.yaml")
    document = yaml.load(newest.read_bytes(), Loader=yaml.CSafeLoader)
    return score(document, json.loads((FOLDER / "truth.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("kind", EXACT)
def test_nothing_is_lost_and_nothing_invented(scored: Score, kind: str) -> None:
    tally = scored[kind]
    assert tally.right
    assert (tally.missed, tally.invented) == ([], [])


def test_every_documented_status_is_there(scored: Score) -> None:
    assert scored["response statuses"].missed == []
