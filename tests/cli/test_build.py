"""`speclift build`, run as a user runs it, on the recorded page and on wrong input."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from command_line import Run, speclift

OPERATIONS = {
    "3": 38, "3.1": 62, "3.2": 67, "3.3": 77, "3.4": 77, "3.5": 77,
    "3.6": 77, "3.7": 77, "3.8": 77, "3.9": 78, "3.10": 78,
}  # fmt: skip


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for name in ("spec", "generated")
        for path in (root / name).rglob("*")
        if path.is_file()
    }


def test_eleven_documents_hold_every_operation_of_the_page(built: Path) -> None:
    counted = {}
    for path in (built / "spec/trueconf-server").glob("*.yaml"):
        document = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        counted[document["info"]["version"]] = sum(
            method in ("get", "post", "put", "delete") for item in document["paths"].values() for method in item
        )
    assert counted == OPERATIONS
    assert (built / "spec/trueconf-server/FINDINGS.md").read_text(encoding="utf-8").startswith("# ")


def test_a_second_build_changes_nothing_and_says_the_counts(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    done = run("build", "trueconf-server", "--no-packages", "--json")
    assert done.returncode == 0
    summary = json.loads(done.stdout)
    assert summary["changed"] == []
    (source,) = summary["sources"]
    assert {one["version"]: one["operations"] for one in source["versions"]} == OPERATIONS
    assert source["ledger"]["lost"] == 0
    assert source["ledger"]["used"] > 10_000
    assert tree(workspace) == before


def test_the_table_is_plain_when_piped_and_progress_goes_to_standard_error(run: Run) -> None:
    done = run("build", "trueconf-server", "--no-packages")
    assert "\x1b" not in done.stdout + done.stderr
    assert done.stdout.splitlines()[1].split()[:3] == ["source", "version", "operations"]
    assert "all 11" in done.stdout
    assert done.stdout.splitlines()[-1] == "nothing changed"
    assert "trueconf-server: read and lift" in done.stderr


def test_quiet_prints_nothing(run: Run) -> None:
    done = run("build", "trueconf-server", "--no-packages", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_check_names_what_would_change_and_changes_nothing(run: Run, workspace: Path) -> None:
    assert run("build", "trueconf-server", "--no-packages", "--check").returncode == 0
    edited = workspace / "spec/trueconf-server/v3.10.yaml"
    edited.write_text(edited.read_text(encoding="utf-8").replace("Create video conference", "Edited by hand"))
    before = tree(workspace)
    done = run("build", "trueconf-server", "--no-packages", "--check")
    assert done.returncode == 1
    assert "spec/trueconf-server/v3.10.yaml" in done.stderr
    assert tree(workspace) == before


def test_a_stale_document_goes(run: Run, workspace: Path) -> None:
    stale = workspace / "spec/trueconf-server/v2.yaml"
    stale.write_text("openapi: 3.1.0\n")
    run("build", "trueconf-server", "--no-packages")
    assert not stale.exists()


def page(workspace: Path) -> Path:
    return workspace / "scraper/sources/trueconf-server/page.html.gz"


def damaged(kind: str, workspace: Path) -> None:
    path = page(workspace)
    whole = gzip.decompress(path.read_bytes())
    contents = {
        "missing": None,
        "empty": b"",
        "truncated": whole[: len(whole) // 2],
        "binary": random.Random(7).randbytes(100_000),
        "another": b"<!DOCTYPE html><html><body><h1>Hello</h1><p>Nothing of the kind.</p></body></html>",
        "wrongly encoded": whole.decode().encode("utf-16")[1:],
    }
    if kind == "not packed":
        path.write_bytes(whole)
    elif kind == "no articles":
        import re

        path.write_bytes(gzip.compress(re.sub(rb'<article id="api-[^{].*?</article>', b"", whole, flags=re.DOTALL)))
    elif contents[kind] is None:
        path.unlink()
    else:
        path.write_bytes(gzip.compress(contents[kind] or b""))


@pytest.mark.parametrize(
    "kind",
    ["missing", "empty", "truncated", "binary", "another", "wrongly encoded", "not packed", "no articles"],
)
def test_a_bad_page_is_one_line_and_nothing_is_written(run: Run, workspace: Path, kind: str) -> None:
    damaged(kind, workspace)
    before = tree(workspace)
    done = run("build", "trueconf-server", "--no-packages", "--quiet")
    assert done.returncode == 2, done.stdout
    assert len(done.stderr.strip().splitlines()) == 1
    assert "page.html" in done.stderr or "trueconf-server" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(workspace) == before


def test_a_correction_that_no_longer_matches_stops_the_build(run: Run, workspace: Path) -> None:
    (workspace / "scraper/sources/trueconf-server/corrections.yaml").write_text(
        "overlay: 1.0.0\n"
        "info: {title: Corrections, version: 1.0.0}\n"
        "actions:\n"
        "- target: $.components.schemas.Conference\n"
        "  description: The page never said this.\n"
        "  x-quote: words that no page holds\n"
        "  x-where: Objects / Conference\n"
        "  update: {title: Conference}\n"
    )
    before = tree(workspace)
    done = run("build", "trueconf-server", "--no-packages", "--quiet")
    assert done.returncode == 2
    assert "corrections.yaml" in done.stderr
    assert "words that no page holds" in done.stderr
    assert tree(workspace) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("build", "nowhere"), "known: trueconf-server"),
        (("build", "nowhere.html", "--out", "x"), "no such file"),
        (("build", "scraper/", "--out", "x"), "folder"),
        (("build", "trueconf-server", "--out", "x"), "--out goes with a page"),
        (("build", "nowhere.html"), "needs --out"),
        (("build", "trueconf-server", "nowhere.html", "--out", "x"), "one call"),
        (("explain", "trueconf-server", "v9", "/info"), "known: v3, v3.1"),
        (("explain", "trueconf-server", "v3", "/nothing/here"), "nothing on the page"),
        (("check", "nowhere.yaml"), "no such file"),
        (("check", "--severity", "awful"), "none of error, warning, info"),
        (("init", "Bad Name", "x.html"), "no name for a source"),
        (("init", "trueconf-server", "x.html"), "exists already"),
    ],
)
def test_wrong_words_say_the_way_out(run: Run, arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2, done.stdout
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_outside_a_workspace_the_way_out_is_said(tmp_path: Path) -> None:
    done = speclift(tmp_path, "build")
    assert done.returncode == 2
    assert "speclift init" in done.stderr


def test_a_build_that_is_killed_leaves_the_old_documents_or_the_new(workspace: Path) -> None:
    path = page(workspace)
    old = tree(workspace)
    changed = gzip.decompress(path.read_bytes()).replace(b"Create video conference", b"Create a video conference")
    path.write_bytes(gzip.compress(changed, 1))
    reference = workspace.parent / "reference"
    subprocess.run(["cp", "-r", str(workspace), str(reference)], check=True)
    started = time.monotonic()
    assert speclift(reference, "build", "trueconf-server", "--no-packages", "--quiet").returncode == 0
    seconds = time.monotonic() - started
    new = tree(reference)
    assert new != old
    for attempt in range(6):
        process = subprocess.Popen(
            [sys.executable, "-m", "speclift", "build", "trueconf-server", "--no-packages", "--quiet"],
            cwd=workspace,
            env={**os.environ, "COVERAGE_PROCESS_START": ""},
        )
        time.sleep(seconds * (0.70 + 0.06 * attempt))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert tree(workspace) in (old, new)
    assert speclift(workspace, "build", "trueconf-server", "--no-packages", "--quiet").returncode == 0
    assert tree(workspace) == new


def test_explain_quotes_the_row(run: Run) -> None:
    pointer = "/components/schemas/Conference/properties/state"
    done = run("explain", "trueconf-server", "v3.10", pointer)
    assert done.returncode == 0
    assert 'GET | POST | PUT Conference state. | Allowed values: "running", "stopped"' in done.stdout
    assert "page.html#api-Objects-Conference" in done.stdout
    (fact,) = json.loads(run("explain", "trueconf-server", "3.10", f"#{pointer}", "--json").stdout)
    assert fact["pointer"] == pointer
    assert fact["rule"]


def test_check_finds_no_error_in_the_eleven_documents(run: Run) -> None:
    done = run("check")
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1].startswith("11 documents, 0 errors")


def test_check_names_file_pointer_and_rule(run: Run, workspace: Path) -> None:
    path = workspace / "spec/trueconf-server/v3.10.yaml"
    document = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    document["components"]["schemas"]["User"]["properties"]["id"]["type"] = "integer"
    broken = workspace / "broken.json"
    broken.write_text(json.dumps(document))
    done = run("check", "broken.json", "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert {one["file"] for one in found} == {"broken.json"}
    assert any(one["pointer"].startswith("/components/schemas/User/examples/0") for one in found)
