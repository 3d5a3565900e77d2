"""The figures of the build, as ratios within one run: reading, lifting, writing, checking, starting, memory.

Run by `tox -e bench`. Nothing here fails on a slow machine: each line says the figure and what it shall reach.
"""

from __future__ import annotations

import gzip
import statistics
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from ratio import cold, paired, processor_seconds, said

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "scraper/sources/trueconf-server"

LIFT = """
import gzip, json, sys, time
content = gzip.decompress(open(sys.argv[1] + "/page.html.gz", "rb").read())
started = time.perf_counter()
from pathlib import Path
from speclift.pipeline.lift import lift
from speclift.readers import reader_for
from speclift.readers.page import Page
from speclift.workspace.source import load_source
source = load_source(Path(sys.argv[1]))
raw = reader_for(source.platform).read([Page("page.html", content)])
read = time.perf_counter()
documents = lift(raw, source).documents
lifted = time.perf_counter()
assert len(documents) == 11
import lxml.html
imported = time.perf_counter()
lxml.html.fromstring(content)
parsed = time.perf_counter()
import resource
floor = parsed - imported
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"all": (lifted - started) / floor, "read": (read - started) / floor, "memory": memory}))
"""


def test_page_to_documents_against_the_parse_alone() -> None:
    """From the page to eleven documents in memory, one process, cold, against lxml alone parsing the same bytes."""
    runs = cold(LIFT, str(FOLDER))
    said(
        "page to eleven documents, cold, against lxml's parse",
        statistics.median(run["all"] for run in runs),
        "at most 4",
    )
    said("of which reading", statistics.median(run["read"] for run in runs), "no reach of its own")


def test_writing_against_libyaml() -> None:
    """Canonical YAML against libyaml's own time for the same documents."""
    from speclift.emit.yaml import dump
    from speclift.pipeline.lift import lift
    from speclift.readers import reader_for
    from speclift.readers.page import Page
    from speclift.workspace.source import load_source

    source = load_source(FOLDER)
    page = Page("page.html", gzip.decompress((FOLDER / "page.html.gz").read_bytes()))
    documents = list(lift(reader_for(source.platform).read([page]), source).documents.values())[-3:]

    class Plain(yaml.CSafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    ratio = paired(
        lambda: [dump(document) for document in documents],
        lambda: [
            yaml.dump(one, Dumper=Plain, sort_keys=False, allow_unicode=True, encoding="utf-8") for one in documents
        ],
        rounds=5,
    )
    said("writing three documents, against libyaml alone", ratio, "at most 1.2")


def test_nothing_to_build_against_the_bare_start(tmp_path: Path) -> None:
    """`build` with nothing changed, and the bare start of the command."""
    command = [sys.executable, "-m", "speclift"]
    subprocess.run([*command, "build", "-q"], cwd=ROOT, check=True)
    ratio = paired(
        lambda: subprocess.run([*command, "build", "-q"], cwd=ROOT, check=True),
        lambda: subprocess.run([*command, "--version"], cwd=ROOT, check=True, capture_output=True),
        rounds=9,
    )
    said("build with nothing changed, against the bare start", ratio, "under 1.5")
    seconds = statistics.median(processor_seconds([*command, "--version"], cwd=ROOT) for _ in range(9))
    said("bare start, seconds of processor time", seconds, "under 0.25")


def test_peak_memory_of_a_whole_build() -> None:
    """The largest resident set of a whole build, packages included."""
    code = (
        "import json, resource, subprocess, sys\n"
        "subprocess.run([sys.executable, '-m', 'speclift', 'build', '--check', '-q'], cwd=sys.argv[1])\n"
        "print(json.dumps(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))\n"
    )
    said("peak memory of a whole build, megabytes", max(cold(code, str(ROOT), rounds=1)), "under 400")


def test_checking_one_document() -> None:
    """All checks over the largest document, in processor time."""
    code = (
        "import json, sys, time\n"
        "from pathlib import Path\n"
        "from speclift.check import check\n"
        "from speclift.document import load_document\n"
        "document = load_document(Path(sys.argv[1]))\n"
        "started = time.process_time()\n"
        "check(document)\n"
        "print(json.dumps(time.process_time() - started))\n"
    )
    runs = cold(code, str(ROOT / "spec/trueconf-server/v3.10.yaml"))
    said("checking v3.10, seconds of processor time", statistics.median(runs), "under 0.5")


@pytest.mark.skipif(not (Path(sys.executable).parent / "openapi-python-client").exists(), reason="not installed")
def test_generating_against_openapi_python_client(tmp_path: Path) -> None:
    """Packages of all eleven documents against openapi-python-client's command line on the same documents."""
    documents = sorted((ROOT / "spec/trueconf-server").glob("*.yaml"))
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from speclift.document import load_document\n"
        "from speclift.generate import generate, write\n"
        "for path in sys.argv[2:]:\n"
        "    write(generate(load_document(Path(path))), Path(sys.argv[1]))\n"
    )
    ours = processor_seconds([sys.executable, "-c", code, str(tmp_path / "ours"), *map(str, documents)])
    client = str(Path(sys.executable).parent / "openapi-python-client")
    theirs = sum(
        processor_seconds(
            [client, "generate", "--path", str(path), "--output-path", str(tmp_path / path.stem), "--meta", "none"],
            cwd=tmp_path,
        )
        for path in documents
    )
    said("generating eleven packages, processor time against openapi-python-client", ours / theirs, "at most 0.5")
