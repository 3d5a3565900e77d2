"""Mutated pages and hostile documents: a result, or one line; never a traceback, never long."""

from __future__ import annotations

import resource
import time

from mutations import ODD, mutated
from rounds import Rounds
from seed_pages import SEEDS, seed
from test_soundness import COMMANDS, DOCUMENT, PAYLOADS, outcome, places, with_key, with_value

from speclift.fetch.documentation import documentation_of
from speclift.model.findings import InputError
from speclift.pipeline.build import SourceBuild, build_source
from speclift.pipeline.initialise import recognise
from speclift.readers.page import Page
from speclift.workspace.source import unconfigured

PATIENCE = 20.0
"""Seconds of the processor for a page of at most 700 kB."""

MEMORY = 1024 * 1024
"""KiB that the pages may add to the peak of the process."""


def build(page: Page, *, packages: bool) -> SourceBuild:
    documentation = documentation_of(page, lambda _: None)
    source = unconfigured("api", documentation.address, recognise(documentation.pages).platform)
    return build_source(source, documentation.pages, packages=packages)


def peak() -> int:
    """The most memory that the process ever had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_mutated_pages(rounds: Rounds) -> None:
    before = peak()
    for chance in rounds(0.35):
        name = chance.choice(list(SEEDS))
        content = mutated(seed(name), chance)
        started = time.process_time()
        try:
            built = build(Page(f"{name}.html", content), packages=chance.random() < 0.1)
            said = [str(one) for one in built.failures]
        except InputError as error:
            said = [str(error)]
        assert not [one for one in said if "\n" in one or "fault of speclift" in one], said
        assert time.process_time() - started < PATIENCE, (name, len(content))
    assert peak() - before < MEMORY


def test_hostile_documents(rounds: Rounds) -> None:
    fields = list(places(DOCUMENT))
    for chance in rounds(0.2):
        steps = chance.choice(fields)
        command = chance.choice(list(COMMANDS))
        if chance.random() < 0.3:
            name = chance.choice(ODD)
            fault = outcome(COMMANDS[command], with_key(steps, name))
            # What a document without a field or an operation is refused for has no place.
            assert fault == "" or fault.startswith("refused"), (command, steps, name, fault)
            continue
        value = chance.choice([*PAYLOADS.values(), *(one for one in ODD if one.isprintable())])
        assert outcome(COMMANDS[command], with_value(steps, value)) == "", (command, steps, value)
