"""`speclift explain`: where did a fact of a document come from?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from speclift.cli.completion import pointers, sources, versions
from speclift.cli.reporting import Format, Json, Output, chosen, say_page
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.model.ledger import Explanation
    from speclift.pipeline.build import Lifted
    from speclift.report.blocks import Page

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
    form: Format = "text",
    as_json: Json = False,
    output: Output = None,
) -> None:
    """Quote the rows of the page behind a place in a document, and name the rules that read them.

    With --source-row the other way round: which places of the document the rows with these words became, and which
    findings quote them. The recorded page is read again, so the answer is always that of today's rules. What
    `build PAGE --out DIR` made is explained by `speclift --project DIR explain NAME VERSION POINTER`.
    """
    from speclift.cli.building import lift_version
    from speclift.cli.terminal import current_workspace

    form = chosen(form, as_json)
    lifted, wanted = lift_version(current_workspace(), source, version)
    if (pointer is None) is (source_row is None):
        raise InputError("say a pointer, or words of the page with --source-row")
    if source_row is not None:
        facts = _where_went(lifted, wanted, source_row)
    else:
        facts = _behind(lifted, source, wanted, (pointer or "").removeprefix("#"))
    say_page(_page(f"{source} v{wanted}", facts), form, output)


def _page(title: str, facts: list[Fact]) -> Page:
    """Each fact: its place in the document, the words, where they stand, the rule."""
    from speclift.report.blocks import Block, Code, Heading, Name, Page, Prose, Text

    blocks: list[Block] = [Heading(1, (title,))]
    for fact in facts:
        blocks += [
            Heading(2, (Name(fact["pointer"]),)),
            Code(fact["quote"]),
            Text((Prose(fact["place"]),)),
            Text(("rule: ", Prose(fact["rule"]))),
        ]
    return Page(title, tuple(blocks), facts)


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
