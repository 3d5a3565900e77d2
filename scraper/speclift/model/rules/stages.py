"""What the stages around normalise have to say: corrections, documents, the page's machine-readable twin."""

from __future__ import annotations

from typing import Final

from speclift.model.rules.rule import Rule

CORRECTION: Final = Rule(
    id="correction",
    kind="corrected",
    severity="info",
    title="A correction stands in corrections.yaml",
    explanation="No rule can derive these; each quotes the words that it concerns.",
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
PAGE_UNREADABLE: Final = Rule(
    id="page-unreadable",
    kind="not-understood",
    severity="info",
    title="A page beside the document cannot be compared with it",
    message="not compared: {reason}",
)
PAGE_DIFFERS: Final = Rule(
    id="page-differs",
    kind="contradiction",
    title="The page and the document behind it disagree",
    explanation="We believe the document.",
    message="{change}",
    resolution="the document is believed; write a correction if the page is right",
)
PAGE_OPERATION_BEYOND_DOCUMENT: Final = Rule(
    id="page-operation-beyond-document",
    kind="contradiction",
    title="The page shows an operation that the document behind it does not have",
    explanation="We believe the document.",
    message="{page} shows an operation that the document does not have",
    resolution="the document is believed; write a correction if the page is right",
)
PAGE_WITHOUT_API: Final = Rule(
    id="page-without-api",
    kind="silent",
    severity="info",
    title="A page of the site documents no operation",
    message="a page of the site that documents no operation, or cannot be read: {reason}",
    resolution="it is left out",
)
OPERATION_ON_TWO_PAGES: Final = Rule(
    id="operation-on-two-pages",
    kind="silent",
    severity="info",
    title="Two pages describe the same operation",
    message="two pages describe the same operation",
    resolution="joined: what both say is one operation",
)
CONFIDENCE: Final = Rule(
    id="confidence",
    kind="silent",
    severity="info",
    title="How sure an operation of a page without a platform is",
    message="read from {where}, {sure} sure",
    resolution="an operation",
)
METHOD_ASSUMED: Final = Rule(
    id="method-assumed",
    kind="not-understood",
    severity="info",
    title="An operation of a page without a platform states no method",
    message="read from {where}, {sure} sure; no method is stated, GET is assumed",
    resolution="an operation",
)
PART_NOT_SHOWN: Final = Rule(
    id="part-not-shown",
    kind="silent",
    severity="info",
    title="A saved page has a part that it does not show",
    message="{what}",
    resolution="{done}",
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
CELL_NOT_SAID: Final = Rule(
    id="cell-not-said",
    kind="not-understood",
    severity="info",
    title="A cell of a row is in no document",
    explanation="It is left out.",
    message="no document says {cells}",
    resolution="it is left out",
)
WORDS_NOT_TAKEN: Final = Rule(
    id="words-not-taken",
    kind="not-understood",
    title="Words of the page are in nothing that was read",
    explanation="They are left out. The words are found without the reader: tags part the page into runs of text.",
    message="{lost} of {shown} visible words are in nothing that was read{more}",
    resolution="they are left out",
)
