"""docs/findings.md: the catalogue of rules as a page for people.

Enters: the catalogue of `model.rules`. Leaves: Markdown, the same bytes for the same catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from speclift.model.rules import FAMILIES, Rule
from speclift.report.markdown import code, prose, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

_INTRODUCTION: Final = """\
# What speclift can say of a page

Printed from `scraper/speclift/model/rules/` by `tox -e regen`. Each row is one rule, and each finding of a rule carries
its id; `FINDINGS.md` beside the documents of a source holds what was found there.

The kinds stay apart: **contradiction** (two places of the page disagree), **silent** (the page does not say it),
**wording** (the words are meant rightly and stop a reader or a program), **corrected** (a person said what is meant, in
corrections.yaml), **not-understood** (speclift has no rule for it: our fault, not the page's). The last column is what
the documents hold in such a place; words in braces are the facts of each place.
"""


def catalogue_markdown() -> str:
    """Writes the page."""
    return "\n".join([_INTRODUCTION, *(line for family in FAMILIES for line in _family(family))])


def _family(family: ModuleType) -> Iterator[str]:
    rules = [rule for rule in vars(family).values() if isinstance(rule, Rule)]
    yield f"## {words((family.__doc__ or '').partition(chr(10))[0].rstrip('.'))}"
    yield ""
    yield "| rule | kind, severity | what it says | what the documents hold |"
    yield "|---|---|---|---|"
    for rule in rules:
        text = " ".join(part for part in (f"{rule.title}.", rule.explanation) if part)
        yield f"| {code(rule.id)} | {rule.kind}, {rule.severity} | {prose(text)} | {words(rule.resolution)} |"
    yield ""
