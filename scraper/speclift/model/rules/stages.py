"""What the stages around normalise have to say: corrections, documents, the page's machine-readable twin."""

from __future__ import annotations

from typing import Final

from speclift.model.rules.rule import Rule

CORRECTION: Final = Rule(
    id="correction",
    kind="contradiction",
    severity="info",
    title="Corrected by hand",
    explanation="No rule can derive these; each quotes the words that it corrects.",
    message="{description}",
    resolution="{done}: {pointers}",
)
EXAMPLE_CONTRADICTS_SCHEMA: Final = Rule(
    id="example-contradicts-schema",
    kind="contradiction",
    title="An example does not fit what the tables say",
    explanation="We leave it out.",
    message="{fault}",
    resolution="the example is left out",
)
KEYWORD_CONTRADICTS_SCHEMA: Final = Rule(
    id="keyword-contradicts-schema",
    kind="contradiction",
    title="A default or a limit does not fit what the tables say",
    explanation="We leave it out.",
    message="`{keyword}` {value!r} cannot stand: {fault}",
    resolution="`{keyword}` is left out",
)
TWIN_UNREADABLE: Final = Rule(
    id="twin-unreadable",
    kind="not-understood",
    severity="info",
    title="The document that the page links to cannot be compared",
    message="not compared: {reason}",
)
TWIN_DIFFERS: Final = Rule(
    id="twin-differs",
    kind="contradiction",
    title="The page and the document that it links to disagree",
    message="read from the page to {twin}: {change} ({change_rule})",
    resolution="the page is believed; write a correction if the twin is right",
)
MARKUP_NOT_UNDERSTOOD: Final = Rule(
    id="markup-not-understood",
    kind="not-understood",
    title="The page has markup that speclift does not know",
    explanation="It is left out.",
    message="the reader does not know this markup",
    resolution="it is left out",
)
FACT_NOT_EXPRESSED: Final = Rule(
    id="fact-not-expressed",
    kind="not-understood",
    title="The page says something that speclift has no rule for",
    explanation="It is left out.",
    message="no rule says what this means",
    resolution="it is left out",
)
