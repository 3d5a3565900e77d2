"""The figures of a generated package, trueconf-server-v3-10: decoding against `json.loads` and against the models that
openapi-python-client makes of the same document, and what a first call of each resource loads.

Run by `tox -e bench`, or `pytest bench/bench_packages.py -s`. Both sides of a ratio are measured in turn.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import statistics
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from ratio import paired, said

from speclift.document import load_document
from speclift.generate.openapi_python_client import generate_by_openapi_python_client

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generated" / "trueconf-server-v3-10" / "src"
DOCUMENT = ROOT / "spec" / "trueconf-server" / "v3.10.yaml"
MODULE = "trueconf_server_v3_10"
RESOURCES = sorted(path.stem for path in (PACKAGE / MODULE / "resources").glob("[a-z]*.py"))


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    """A user as the page's answer shows it."""
    answers = load_document(DOCUMENT)["paths"]["/users/{user_id}"]["get"]["responses"]["200"]
    content = answers["content"]["application/json"]
    user: dict[str, Any] = next(iter(content["examples"].values()))["value"]["user"]
    return user


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, Any]], object]:
    """`User.from_dict` of openapi-python-client's package of the document."""
    package = generate_by_openapi_python_client(load_document(DOCUMENT))
    folder = tmp_path_factory.mktemp("theirs")
    for name, text in package.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    [models] = {path.parent for path in folder.rglob("models/user.py")}
    sys.path[:0] = [str(models.parents[1]), str(PACKAGE)]
    module = importlib.import_module(f"{models.parent.name}.models.user")
    from_dict: Callable[[dict[str, Any]], object] = module.User.from_dict
    return from_dict


# Wished were 12 times openapi-python-client for one object and 3.3 times json.loads for a page. Measured (Python
# 3.11, two busy cores): msgspec alone, with the same types and nothing of ours, is 11.7 to 12.0 and 3.4 times. One
# object is 8.1: to 0.88 µs come 0.37 of ours, which look for what differs and note where the object comes from; a
# page is 2.9 to 3.2, with one note per item. The floors lie below what is measured.


def test_decoding_one_user(example: dict[str, Any], theirs: Callable[[dict[str, Any]], object]) -> None:
    """What `client.users.get` does with the bytes of its answer."""
    content = json.dumps({"user": example}).encode()
    operation = importlib.import_module(f"{MODULE}.resources.users")._GET
    reporter = _reporter()

    def decode() -> object:
        return operation.reader(content, reporter)

    decode()
    bare = _bare(user=operation.returns)
    loads = 1 / paired(decode, lambda: json.loads(content), 60, 200)
    models = 1 / paired(decode, lambda: theirs(json.loads(content)["user"]), 60, 100)
    most = 1 / paired(lambda: bare(content), lambda: theirs(json.loads(content)["user"]), 60, 100)
    said("one user of v3.10, times faster than json.loads", loads, "at least 2.5")
    said("one user of v3.10, times faster than openapi-python-client's models", models, "wished 12; at least 7.5")
    said("the same, by msgspec alone", most, "what 12 would have to be reached with")
    assert loads >= 2.5
    assert models >= 7.5


def test_decoding_a_page_of_users(example: dict[str, Any], theirs: Callable[[dict[str, Any]], object]) -> None:
    """What `client.users.list` does with a page of 1,000, items that know where they come from included."""
    users = [example | {"id": f"user{number}"} for number in range(1000)]
    content = json.dumps({"users": users, "next_page_id": -1, "cnt": 1000}).encode()
    reporter = _reporter()
    origin = importlib.import_module(f"{MODULE}._origin")
    operation = importlib.import_module(f"{MODULE}.resources.users")._LIST

    def decode() -> object:
        parts = operation.reader(content, reporter)
        origin.attach_items(parts.items, origin.Answer(content, operation.paging.items))
        return parts

    bare = _bare(users=list[operation.returns])
    loads = 1 / paired(decode, lambda: json.loads(content), 40)
    most = 1 / paired(lambda: bare(content), lambda: json.loads(content), 40)
    models = 1 / paired(decode, lambda: [theirs(user) for user in json.loads(content)["users"]], 20)
    said("1,000 users of v3.10, times faster than json.loads", loads, "wished 3.3; at least 2.7")
    said("the same, by msgspec alone", most, "what 3.3 would have to be reached with")
    said("1,000 users of v3.10, times faster than openapi-python-client's models", models, "at least 12")
    assert loads >= 2.7
    assert models >= 12


def _reporter() -> object:
    drift = importlib.import_module(f"{MODULE}._drift")
    reporter: object = drift.Reporter(logging.getLogger(MODULE), None, False)
    return reporter


def _bare(**members: Any) -> Callable[[bytes], object]:
    """msgspec alone, with the same types: nothing that differs is told, and nothing knows where it comes from."""
    foreign = importlib.import_module(f"{MODULE}._nodes").foreign
    return msgspec.json.Decoder(msgspec.defstruct("Bare", list(members.items())), dec_hook=foreign).decode


@pytest.mark.parametrize("resource", RESOURCES)
def test_import_and_first_types(resource: str, tmp_path: Path) -> None:
    """A fresh interpreter with the client and every type that a resource's operations return, in processor seconds,
    against one with httpx2 and msgspec.
    """
    ours = f"""
from {MODULE} import TrueConfServer
from {MODULE}.resources import {resource} as resource
from {MODULE}._request import Described
for operation in list(vars(resource).values()):
    if isinstance(operation, Described) and operation.returns not in (None, bytes, str):
        operation.reader
"""
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE), "PYTHONPYCACHEPREFIX": str(tmp_path)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def seconds(program: str) -> float:
        before = getrusage(RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", program], env=environment, check=True)
        after = getrusage(RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    seconds(ours), seconds("import httpx2, msgspec")
    ratio = statistics.median(seconds(ours) / seconds("import httpx2, msgspec") for _ in range(9))
    said(f"import and first types of {resource}, against httpx2 and msgspec", ratio, "at most 1.25")
    assert ratio <= 1.25
