"""Documents as other tools take them: `tox -e tools`. What is left to say is listed in docs/other-tools.md.

Needs node (npm ci in this folder), a Java runtime, and the dependency group `tools`; nothing here runs with the tests.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from speclift.document import iterate_operations, load_document
from speclift.mock.service import Service

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
DOCUMENTS = sorted((REPOSITORY / "spec").glob("*/*.yaml"))
NEWEST = [path for path in DOCUMENTS if path.parent.name != "trueconf-server" or path.stem in ("v3", "v3.10")]
"""Each source once, and the oldest of the many versions: generators take minutes for each."""

_ROW = re.compile(r"^\| (\S+) \| `([\w.-]+)` \| (.+) \|$", re.MULTILINE)


def excused(tool: str) -> set[str]:
    """The rules of a tool that docs/other-tools.md gives a reason for."""
    rows = _ROW.findall((REPOSITORY / "docs" / "other-tools.md").read_text("utf-8"))
    return {rule for row_tool, rule, reason in rows if row_tool == tool and reason.strip()}


def run(*command: str | Path, status: tuple[int, ...] = (0,)) -> str:
    """The output of a command; its messages are shown when it ends with another status."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=HERE, check=False)
    assert done.returncode in status, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def values(text: str) -> list[Any]:
    """The JSON values that a tool prints one after the other."""
    decoder, found, position = json.JSONDecoder(), [], 0
    while (start := re.compile(r"[\[{]").search(text, position)) is not None:
        value, position = decoder.raw_decode(text, start.start())
        found.append(value)
    return found


def test_redocly_recommended_says_what_is_listed_and_nothing_else() -> None:
    output = run("node_modules/.bin/redocly", "lint", "--extends=recommended", "--format=json", *DOCUMENTS)
    problems = [problem for value in values(output) if "problems" in value for problem in value["problems"]]
    assert [problem for problem in problems if problem["severity"] == "error"] == []
    assert {problem["ruleId"] for problem in problems} == excused("redocly")


def test_spectral_oas_says_what_is_listed_and_nothing_else() -> None:
    output = run("node_modules/.bin/spectral", "lint", "-q", "-f", "json", *DOCUMENTS, status=(0, 1))
    results = [result for value in values(output) for result in value]
    assert {result["code"] for result in results} == excused("spectral")


@pytest.mark.parametrize("path", NEWEST, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_datamodel_code_generator_needs_no_flags(path: Path, tmp_path: Path) -> None:
    models = tmp_path / "models.py"
    run(sys.executable, "-m", "datamodel_code_generator", "--input", path, "--output", models)
    run(sys.executable, "-W", "ignore", "-c", "import runpy, sys; runpy.run_path(sys.argv[1])", models)


@pytest.mark.parametrize("path", NEWEST, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_python_client_of_openapi_generator_decodes_every_answer_of_the_mock(path: Path, tmp_path: Path) -> None:
    document = load_document(path)
    replies = tmp_path / "replies.json"
    replies.write_text(json.dumps(answers(document)), "utf-8")
    client = tmp_path / "client"
    generator = Path(sys.executable).parent / "openapi-generator-cli"
    run(generator, "generate", "-g", "python", "-i", path, "-o", client, "--package-name", "other_client")
    # A document that the list excuses must fail: a reason that is needed no more goes.
    status = 1 if f"{path.parent.name}-{path.stem}" in excused("openapi-generator") else 0
    output = run(sys.executable, "-W", "ignore", HERE / "decode_answers.py", client, replies, status=(status,))
    assert status or output.strip() == f"{len(answers(document))} answers"


def answers(document: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """(operationId, status, media type, body) of everything that the mock answers with JSON."""
    service = Service(document)
    found = []
    for operation in iterate_operations(document):
        for answer in service.responses.all(operation):
            value = service.value(answer)
            if answer.schema and value is not None and "json" in answer.media_type:
                found.append((operation.operation_id, answer.key, answer.media_type, json.dumps(value)))
    return found


def test_the_tools_are_there() -> None:
    assert os.access(HERE / "node_modules/.bin/redocly", os.X_OK), "npm ci --prefix tools"
