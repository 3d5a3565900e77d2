"""`speclift build PAGE.html --out DIR` and `build URL`: lifted once, into a workspace of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import speclift
from platform_pages import PAGES
from shop_page import LIST, PROJECT, SHELL, data, page
from site_on_loopback import Answer, Site

from speclift.cli.build_page import name_of

READERS = Path(__file__).parents[1] / "readers"


def run_python(program: str, *packages: Path) -> None:
    path = os.pathsep.join(str(package / "src") for package in packages)
    env = {**os.environ, "PYTHONPATH": path}
    run = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("platform", PAGES)
def test_a_page_becomes_checked_documents_and_packages_that_import(tmp_path: Path, platform: str) -> None:
    out = tmp_path / "out"
    done = speclift(tmp_path, "build", str(PAGES[platform]), "--out", str(out), "--json")
    assert done.returncode == 0, done.stderr
    (source,) = json.loads(done.stdout)["sources"]
    assert source["ledger"]["lost"] == 0
    told = (out / "spec" / source["source"] / "FINDINGS.md").read_text(encoding="utf-8")
    for version in source["versions"]:
        assert version["package_operations"] == version["operations"]
        assert version["operations"] or "call-without-address" in told
        assert (out / "spec" / source["source"] / f"v{version['version']}.yaml").is_file()
    documents = sorted(map(str, (out / "spec").rglob("*.yaml")))
    checked = [speclift(tmp_path, "check", document) for document in documents]
    assert [one.returncode for one in checked] == [0] * len(documents)
    packages = sorted((out / "generated").iterdir())
    assert {package.name for package in packages} == {version["package"] for version in source["versions"]}
    names = [package.name.replace("-", "_") for package in packages]
    run_python("; ".join(f"import {name} as one; assert one.__all__" for name in names), *packages)
    again = speclift(tmp_path, "build", str(PAGES[platform]), "--out", str(out), "--check")
    assert again.returncode == 0, again.stdout


def test_an_address_is_lifted_with_links_to_where_it_lives(tmp_path: Path, site: Site) -> None:
    site.answers["/docs/"] = Answer(SHELL, headers={"Content-Type": "text/html"})
    site.answers["/docs/api_data.json"] = Answer(json.dumps(data()).encode())
    site.answers["/docs/api_project.json"] = Answer(json.dumps(PROJECT).encode())
    done = speclift(tmp_path, "build", f"{site.url}/docs/", "--out", "out", "--no-packages")
    assert done.returncode == 0, done.stderr
    (document,) = (tmp_path / "out/spec").rglob("*.yaml")
    assert f"url: {site.url}/docs/#api-Goods-ListGoods" in document.read_text(), document.read_text()
    assert not (tmp_path / "out/generated").exists()


def test_a_page_whose_calls_say_no_address_says_so(tmp_path: Path) -> None:
    page = READERS / "fern/recorded/open.html.gz"
    done = speclift(tmp_path, "build", str(page), "--out", "out", "-q")
    assert done.returncode == 0
    assert "spec/open/FINDINGS.md says which" in done.stderr
    assert "neither method nor path" in (tmp_path / "out/spec/open/FINDINGS.md").read_text()


def test_several_pages_share_a_workspace_and_each_keeps_its_own(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.html").write_bytes(page())
        assert speclift(tmp_path, "build", f"{name}.html", "--out", "out", "--no-packages").returncode == 0
    assert sorted(path.name for path in (tmp_path / "out/spec").iterdir()) == ["one", "two"]
    (tmp_path / "two.html").write_bytes(page([LIST]))
    done = speclift(tmp_path, "build", "one.html", "two.html", "--out", "out", "--no-packages", "--check")
    assert done.returncode == 1
    assert "spec/two/v1.0.0.yaml" in done.stderr
    assert "spec/one" not in done.stderr
    assert "getGood" in (tmp_path / "out/spec/two/v1.0.0.yaml").read_text()


LOGIN = (
    b"<html><head><title>Sign in</title></head><body><h1>Sign in</h1><form><input type=password></form></body></html>"
)


def test_what_is_no_page_is_one_line_and_nothing_is_written(tmp_path: Path, site: Site) -> None:
    site.answers["/login"] = Answer(LOGIN, headers={"Content-Type": "text/html"})
    site.answers["/picture.png"] = Answer(b"\x89PNG", headers={"Content-Type": "image/png"})
    for where, words in (
        (f"{site.url}/login", "login"),
        (f"{site.url}/picture.png", "sends image/png"),
        (f"{site.url}/nowhere", "404"),
        ("http://[half/", "not an address"),
    ):
        done = speclift(tmp_path, "build", where, "--out", "out", "--quiet")
        assert done.returncode == 2, done.stdout
        assert words in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_pages_that_would_share_a_name_and_outs_that_are_files_are_refused(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder / "docs").mkdir(parents=True)
        (tmp_path / folder / "docs/index.html").write_bytes(page())
    done = speclift(tmp_path, "build", "a/docs/index.html", "b/docs/index.html", "--out", "out", "-q", "--no-packages")
    assert done.returncode == 2
    assert "two pages would both be called 'docs'" in done.stderr
    (tmp_path / "out").write_text("")
    done = speclift(tmp_path, "build", "a/docs/index.html", "--out", "out", "-q")
    assert done.returncode == 2
    assert "--out is a file" in done.stderr


@pytest.mark.parametrize("name", ["3cx", "страница", "class"])
def test_odd_names_of_files_give_packages_that_import(tmp_path: Path, name: str) -> None:
    shutil.copyfile(PAGES["document360"], tmp_path / f"{name}.html.gz")
    done = speclift(tmp_path, "build", f"{name}.html.gz", "--out", "out", "-q")
    assert done.returncode == 0, done.stderr
    (package,) = (tmp_path / "out/generated").iterdir()
    module = package.name.replace("-", "_")
    assert module.isidentifier()
    run_python(f"import {module} as one; assert one.__version__ == '1.0.0'", package)


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("https://www.acme.example/docs/index.html", "acme-example-docs"),
        ("https://docs.acme.example:8443/", "docs-acme-example"),
        ("https://docs.acme.example/a%20b/api.v2.html?x=1#y", "docs-acme-example-b-api-v2"),
        ("HTTPS://acme.example", "acme-example"),
        ("/somewhere/template-0.13.html", "template-0-13"),
        ("/somewhere/page.html.gz", "somewhere"),
        ("/somewhere/long-page.html", "long-page"),
        ("file:///somewhere/my%20api.htm", "my-api"),
        ("/index.html", "api"),
    ],
)
def test_a_page_is_named_after_where_it_lives(where: str, name: str) -> None:
    assert name_of(where) == name
