"""Schemathesis, written by others, against the mock of every source: no check of its finds a violation.

As it is: everything but `negative_data_rejection`, which is what being tolerant means. Strict: that too. The seed is
fixed and the budget small; `tox -e tools` runs all operations of the big documents.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from speclift.document import load_document
from speclift.mock import MockServer

SPEC = Path(__file__).parents[2] / "spec"
TOLERATED = ("negative_data_rejection",)
OVER_A_WEBSOCKET = ("negative_data_rejection", "positive_data_acceptance")
"""Of a strict mock, a method that travels over a WebSocket has no HTTP: whatever is sent is 426."""

CASES: dict[str, tuple[str, list[str]]] = {
    "trueconf-server": (
        "v3.10.yaml",
        ["--include-path-regex", "^/(oauth2|users$|groups/[^/]*$)", "--max-examples", "2"],
    ),
    "trueconf-videosdk": ("v1.0.0.yaml", ["--max-examples", "10"]),
    "rocketchat": ("v1.yaml", ["--max-examples", "10"]),
    "signalwire": ("v1.0.0.yaml", ["--max-examples", "10"]),
    "whereby": ("v1.0.0.yaml", ["--max-examples", "10"]),
}
CREDENTIALS = [
    *("-H", "Authorization: Bearer mock-access-token"),
    *("-H", "X-User-Id: mock-access-token"),
    *("-H", "X-Auth-Token: mock-access-token"),
]


def excluded(source: str, strict: bool) -> tuple[str, ...]:
    if source == "trueconf-videosdk" and strict:
        return OVER_A_WEBSOCKET
    return () if strict else TOLERATED


@pytest.mark.parametrize(
    ("source", "strict"), [*((source, True) for source in CASES), ("whereby", False), ("trueconf-videosdk", False)]
)
def test_schemathesis_finds_no_violation(source: str, strict: bool, tmp_path: Path) -> None:
    name, bounds = CASES[source]
    basic = ["--auth", "mock-user:mock-password"] if source == "signalwire" else CREDENTIALS
    checks = [option for check in excluded(source, strict) for option in ("--exclude-checks", check)]
    with MockServer(load_document(SPEC / source / name), strict=strict) as server:
        command = [sys.executable, "-m", "schemathesis.cli", "run", str(SPEC / source / name), "--origin", server.url]
        command += ["--seed", "1", "--no-color", "--phases", "examples,coverage,fuzzing", "-c", "all"]
        done = subprocess.run(
            [*command, *checks, *bounds, *basic], cwd=tmp_path, capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    tested = re.search(r"(\d+) generated, \1 passed", done.stdout)
    assert tested is not None, done.stdout[-2000:]
    assert int(tested[1]) > 10
