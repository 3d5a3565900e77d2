"""The headings of a report: the parts by kind, and what each rule of the catalogue means.

Enters: a rule's id. Leaves: its title and explanation. A rule of another catalogue (of `check`) gets a readable title
made of its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from speclift.model.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.model.findings import Kind


class Heading(Struct, frozen=True):
    """A rule's sentence for a heading, and what a reader should know about it.

    `notation`: the resolution is the quoted place as it was read, and the heading says all that a message could.
    """

    title: str
    explanation: str = ""
    notation: bool = False


KINDS: Final[Mapping[Kind, Heading]] = {
    "contradiction": Heading(
        "The page contradicts itself",
        "Two places disagree, or an example is not what it means to be.",
    ),
    "silent": Heading("The page is silent", "Something a client needs to know is not said."),
    "wording": Heading("Wording", "The words are meant rightly, and lead a reader astray or stop a program."),
    "corrected": Heading("Corrected by hand", "The page is wrong or silent there; a person said what is meant."),
    "not-understood": Heading(
        "We did not understand", "This is for the authors of speclift, not for those of the documentation."
    ),
    "document": Heading("About the documents", "Said by checks of the documents that were made, not about the page."),
}
"""The parts of a report, in order."""

ORDER: Final[Mapping[str, int]] = {rule: index for index, rule in enumerate(RULES)}
"""The place of each rule in a report."""


RANKS: Final[Mapping[str, int]] = {
    rule.id: 0 if rule.breaks else 1 if rule.kind == "silent" else 2
    for rule in RULES.values()
    if rule.kind in {"contradiction", "silent"} and rule.severity != "info"
}
"""What an author should mend first: 0 what breaks a client, 1 what is missing, 2 what else contradicts itself.

What is not in it is wording, notation, or not the page's fault."""


def heading(rule: str) -> Heading:
    """Gives a rule's heading; for one that the catalogue does not hold, its id as words."""
    if (row := RULES.get(rule)) is not None:
        return Heading(row.title, row.explanation, row.notation)
    words = rule.replace("-", " ").replace("_", " ").strip()
    return Heading(words[:1].upper() + words[1:] if words else "Without a rule")
