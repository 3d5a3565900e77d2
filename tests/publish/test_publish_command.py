"""`speclift publish`, run as a user runs it, against a real index: releases, and what can go wrong."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tomllib
import venv
from dataclasses import replace
from pathlib import Path

import pytest
from publish_package import refusing_index
from published_workspace import Shop
from shop_page import GET, LIST, without_answer

from speclift.document import load_document
from speclift.mock import MockServer
from speclift.publish import upload
from speclift.publish.index import files_on_index
from speclift.publish.upload import Index

NAME = "shop-v1-0-0"


def version(shop: Shop) -> str:
    return str(tomllib.loads((shop.package / "pyproject.toml").read_text())["project"]["version"])


def test_the_first_release_is_sent_recorded_and_sent_only_once(shop: Shop, index: Index) -> None:
    before = shop.files()
    done = shop.publish(index, "--json")
    assert done.returncode == 0, done.stderr
    (said,) = json.loads(done.stdout)
    wheel, sdist = "shop_v1_0_0-1.0.0-py3-none-any.whl", "shop_v1_0_0-1.0.0.tar.gz"
    assert said == {
        "package": NAME,
        "version": "1.0.0",
        "files": [wheel, sdist],
        "sent": [wheel, sdist],
        "skipped": [],
        "recorded": True,
    }
    assert set(files_on_index(index.simple, NAME)) == {wheel, sdist}
    # The record is no input that would change what the build makes.
    assert shop.run("build", "shop", "--check").returncode == 0
    assert shop.files() == before

    again = shop.publish(index)
    assert (again.returncode, again.stdout) == (0, "1 package: 0 built, 0 files uploaded\n")
    assert again.stderr == f"{NAME} 1.0.0: released already\n"


def test_the_next_release_has_the_version_that_the_changes_demand(shop: Shop, index: Index) -> None:
    assert shop.publish(index).returncode == 0
    shop.edit([LIST, without_answer(GET, "price")])
    assert version(shop) == "2.0.0"
    assert shop.changelog.index("## 2.0.0") < shop.changelog.index("**Breaking:**") < shop.changelog.index("## 1.0.0")
    before = shop.files()
    done = shop.publish(index)
    assert done.returncode == 0, done.stderr
    assert "shop_v1_0_0-2.0.0.tar.gz" in files_on_index(index.simple, NAME)
    # Released or about to be: the same number, the same changelog.
    assert shop.run("build", "shop", "--check").returncode == 0
    assert shop.files() == before
    assert [path.name for path in (shop.source / "releases").iterdir()] == [f"{NAME}-2.0.0.json.gz"]


def test_what_is_committed_is_published_or_nothing(shop: Shop, index: Index) -> None:
    (shop.package / "README.md").write_text("# edited by hand\n")
    done = shop.publish(index)
    assert done.returncode == 2
    assert "generated/shop-v1-0-0/README.md" in done.stderr
    assert "speclift build" in done.stderr
    assert files_on_index(index.simple, NAME) == {}
    assert not (shop.root / "dist").exists()


def test_a_dry_run_builds_the_same_bytes_anywhere_and_sends_and_records_nothing(
    shop: Shop, index: Index, built: Path, tmp_path: Path
) -> None:
    done = shop.publish(index, "--dry-run", "--dist", str(tmp_path / "one"))
    assert done.returncode == 0, done.stderr
    assert done.stdout == "1 package: 1 built, 0 files uploaded (dry run)\n"
    assert files_on_index(index.simple, NAME) == {}
    assert not (shop.source / "releases.json").exists()
    other = Shop(built)
    assert other.run("publish", "--dry-run", "--dist", str(tmp_path / "far" / "two")).returncode == 0
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "far/two"))
    assert one == two
    assert len(one) == 2


@pytest.mark.parametrize("kind", ["forbidden", "dies"])
def test_a_release_that_failed_half_way_is_finished_by_the_next_run(shop: Shop, index: Index, kind: str) -> None:
    with refusing_index(kind) as refusing:
        done = shop.publish(refusing)
    assert done.returncode == 2
    assert len([line for line in done.stderr.splitlines() if line.startswith("error:")]) == 1
    assert "run the same command again" in done.stderr
    assert not (shop.source / "releases.json").exists()

    # One of the two files arrived.
    dist = shop.root / "dist"
    wheel = next(dist.glob("*.whl"))
    send = [sys.executable, "-m", "twine", "upload", "--repository-url", index.upload, str(wheel)]
    subprocess.run(send, check=True, capture_output=True, env=os.environ)
    done = shop.publish(index, "--json")
    assert done.returncode == 0, done.stderr
    (said,) = json.loads(done.stdout)
    assert said["skipped"] == [wheel.name]
    assert said["sent"] == ["shop_v1_0_0-1.0.0.tar.gz"]
    assert (shop.source / "releases.json").is_file()


def test_without_credentials_what_is_on_the_index_is_recorded(
    shop: Shop, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = shop.publish(index, "--record")
    assert done.returncode == 1
    assert "missing shop_v1_0_0-1.0.0.tar.gz" in done.stderr
    assert not (shop.source / "releases.json").exists()
    # Another job uploads what a dry run built.
    assert shop.publish(index, "--dry-run").returncode == 0
    files = sorted(map(str, (shop.root / "dist").iterdir()))
    send = [sys.executable, "-m", "twine", "upload", "--repository-url", index.upload, *files]
    subprocess.run(send, check=True, capture_output=True, env=os.environ)
    monkeypatch.delenv("TWINE_USERNAME")
    monkeypatch.delenv("TWINE_PASSWORD")
    done = shop.publish(index, "--record")
    assert done.returncode == 0, done.stderr
    recorded = json.loads((shop.source / "releases.json").read_bytes())
    assert [release["version"] for release in recorded[NAME]] == ["1.0.0"]
    assert shop.run("build", "shop", "--check").returncode == 0


def test_released_bytes_cannot_be_replaced(shop: Shop, index: Index) -> None:
    assert shop.publish(index).returncode == 0
    (shop.source / "releases.json").unlink()
    shop.edit([replace(LIST, text="Lists all."), GET])
    done = shop.publish(index)
    assert done.returncode == 2
    assert "other bytes under this name" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere",), "known: shop"),
        (("--dry-run", "--record"), "does not go with"),
        (("--index", "http://127.0.0.1:1/"), "cannot ask the index"),
    ],
)
def test_wrong_words_say_the_way_out(shop: Shop, arguments: tuple[str, ...], words: str) -> None:
    done = shop.run("publish", *arguments)
    assert done.returncode == 2
    assert words in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("damage", ["releases.json", "snapshot gone", "snapshot damaged"])
def test_a_damaged_record_says_where_it_comes_from(shop: Shop, index: Index, damage: str) -> None:
    assert shop.publish(index).returncode == 0
    kept = next((shop.source / "releases").iterdir())
    if damage == "releases.json":
        (shop.source / "releases.json").write_text("[]")
    elif damage == "snapshot gone":
        kept.unlink()
    else:
        kept.write_bytes(kept.read_bytes()[:100])
    (shop.source / "base.yaml").write_text("x-changed: true\n")
    done = shop.run("build", "shop")
    assert done.returncode == 2
    assert "restore it from version control" in done.stderr
    assert len([line for line in done.stderr.splitlines() if line.startswith("error:")]) == 1


SCRIPT = """
import asyncio, sys
import shop_v1_0_0
from shop_v1_0_0 import AsyncShop, Shop
with Shop(sys.argv[1]) as shop:
    print([good for good in [shop.goods.list()]])
    print(shop.goods.get(7).price)
async def main():
    async with AsyncShop(sys.argv[1]) as shop:
        print((await shop.goods.get(7)).price)
asyncio.run(main())
print(shop_v1_0_0.__version__)
"""


def test_pip_installs_from_the_index_and_the_package_talks_to_the_mock(
    shop: Shop, index: Index, tmp_path: Path
) -> None:
    assert shop.publish(index).returncode == 0
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    install = [python, "-m", "pip", "install", "-q", "--extra-index-url", index.simple, NAME]
    subprocess.run(install, check=True)
    document = load_document(shop.root / "spec/shop/v1.0.0.yaml")
    with MockServer(document) as server:
        outside = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        done = subprocess.run(
            [python, "-c", SCRIPT, server.url], capture_output=True, text=True, check=False, env=outside, cwd=tmp_path
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-3:] == ["1200", "1200", "1.0.0"]


def test_recorded_digests_are_of_the_files(shop: Shop, index: Index) -> None:
    assert shop.publish(index).returncode == 0
    there = files_on_index(index.simple, NAME)
    for path in (shop.root / "dist").iterdir():
        assert there[path.name] == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "name",
    ["twine/__main__", "hatchling/__main__", "requests", "sitecustomize", "json", "ssl", "httpx2", "yaml", "msgspec"],
)
def test_nothing_of_the_workspace_runs_with_the_credentials_of_the_upload(
    shop: Shop, index: Index, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = tmp_path / "canary"
    module = shop.root / f"{name}.py"
    module.parent.mkdir(exist_ok=True)
    (module.parent / "__init__.py").write_text("") if module.parent != shop.root else None
    module.write_text(f"import pathlib\npathlib.Path({str(canary)!r}).write_text('ran')\nraise SystemExit(3)\n")
    monkeypatch.setenv("PYTHONPATH", "")
    done = shop.publish(index)
    assert done.returncode == 0, done.stderr
    assert not canary.exists()


def test_an_upload_sees_no_more_of_the_environment_than_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("TWINE_PASSWORD", "token")
    seen = upload._environment()
    assert seen["TWINE_PASSWORD"] == "token"
    assert not {"AWS_SECRET_ACCESS_KEY", "PYTHONPATH"} & seen.keys()
