"""`speclift explain`: where did a fact of a document come from?"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from speclift.cli.completion import pointers, sources, versions
from speclift.model.findings import InputError


def explain(
    source: Annotated[str, typer.Argument(autocompletion=sources, help="The source, for example trueconf-server.")],
    version: Annotated[str, typer.Argument(autocompletion=versions, help="The version, for example v3.10.")],
    pointer: Annotated[
        str,
        typer.Argument(
            autocompletion=pointers, help="A JSON pointer, for example /components/schemas/Conference/properties/state."
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the facts as JSON.")] = False,
) -> None:
    """Quote the rows of the page behind a place in a document, and name the rules that read them.

    The recorded page is read again, so the answer is always that of today's rules.
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
    pointer = pointer.removeprefix("#")
    explanations = lifted.ledger.explain(wanted, pointer)
    if not explanations:
        raise InputError(
            f"nothing on the page is behind {pointer}",
            file=f"spec/{source}/v{wanted}.yaml",
            hint="ask for a place that exists in the document, or for its parent",
        )
    if as_json:
        print(
            json.dumps(
                [
                    {"pointer": fact.pointer, "quote": fact.quote, "place": str(fact.place), "rule": fact.rule}
                    for fact in explanations
                ],
                indent=2,
            )
        )
        return
    for fact in explanations:
        print(fact.pointer)
        for line in fact.quote.splitlines() or [""]:
            print(f"    > {line}")
        print(f"    {fact.place}")
        print(f"    rule: {fact.rule}")
