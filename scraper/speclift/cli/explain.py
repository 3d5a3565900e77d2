"""`speclift explain`: where did a fact of a document come from?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from speclift.cli.completion import pointers, sources, versions
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.model.ledger import Explanation
    from speclift.pipeline.build import Lifted

Fact = dict[str, str]


def explain(
    source: Annotated[str, typer.Argument(autocompletion=sources, help="The source, for example trueconf-server.")],
    version: Annotated[str, typer.Argument(autocompletion=versions, help="The version, for example v3.10.")],
    pointer: Annotated[
        str | None,
        typer.Argument(
            autocompletion=pointers, help="A JSON pointer, for example /components/schemas/Conference/properties/state."
        ),
    ] = None,
    source_row: Annotated[
        str | None, typer.Option(help="Words of the page instead of a pointer: say where what holds them went.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the facts as JSON.")] = False,
) -> None:
    """Quote the rows of the page behind a place in a document, and name the rules that read them.

    With --source-row the other way round: which places of the document the rows with these words became, and which
    findings quote them. The recorded page is read again, so the answer is always that of today's rules. What
    `build PAGE --out DIR` made is explained by `speclift --project DIR explain NAME VERSION POINTER`.
    """
    from speclift.cli.terminal import current_workspace
    from speclift.pipeline.build import read_and_lift
    from speclift.pipeline.recording import recorded_pages
    from speclift.workspace.source import load_source

    workspace = current_workspace()
    folder = workspace.source_folder(source)
    lifted = read_and_lift(load_source(folder), recorded_pages(folder))
    wanted = version.removeprefix("v")
    if wanted not in lifted.documents:
        known = ", ".join(f"v{known}" for known in lifted.documents)
        raise InputError(f"{source} has no version {version}", hint=f"known: {known}")
    if (pointer is None) is (source_row is None):
        raise InputError("say a pointer, or words of the page with --source-row")
    if source_row is not None:
        facts = _where_went(lifted, wanted, source_row)
    else:
        facts = _behind(lifted, source, wanted, (pointer or "").removeprefix("#"))
    if as_json:
        print(json.dumps(facts, indent=2))
        return
    for fact in facts:
        print(fact["pointer"])
        for line in fact["quote"].splitlines() or [""]:
            print(f"    > {line}")
        print(f"    {fact['place']}")
        print(f"    rule: {fact['rule']}")


def _behind(lifted: Lifted, source: str, version: str, pointer: str) -> list[Fact]:
    """The pieces of the page behind a place of the document."""
    pieces = lifted.ledger.explain(version, pointer)
    if not pieces:
        raise InputError(
            f"nothing on the page is behind {pointer}",
            file=f"spec/{source}/v{version}.yaml",
            hint="ask for a place that exists in the document, or for its parent",
        )
    return [_fact(piece) for piece in pieces]


def _where_went(lifted: Lifted, version: str, words: str) -> list[Fact]:
    """The places of the document, and the findings, that pieces of the page with these words became."""
    wanted = _plain(words)
    pieces = (piece for behind in lifted.ledger.explanations(version).values() for piece in behind)
    facts = [_fact(piece) for piece in pieces if wanted in _plain(piece.quote)]
    for finding in lifted.findings:
        if version in (finding.versions or (version,)):
            facts += [
                {
                    "pointer": finding.pointer or "(a finding)",
                    "quote": quote.text,
                    "place": quote.where,
                    "rule": f"{finding.rule}: {finding.message}",
                }
                for quote in finding.quotes
                if wanted in _plain(quote.text)
            ]
    if not facts:
        raise InputError(
            f"nothing that was read of the page says {words!r}",
            hint="copy the words as the page shows them; FINDINGS.md lists words that were not taken",
        )
    return facts


def _fact(piece: Explanation) -> Fact:
    return {"pointer": piece.pointer, "quote": piece.quote, "place": str(piece.place), "rule": piece.rule}


def _plain(text: str) -> str:
    """Words as compared: without the bars between cells, without case."""
    return " ".join(text.replace("|", " ").replace("`", "").split()).lower()
