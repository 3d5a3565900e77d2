"""What each rule means, in plain words for the authors of a documentation.

Enters: a rule's id. Leaves: `Heading`. The table's order is the report's order. A rule that is not in it gets a
readable heading made of its id, so a new rule needs no line here, only deserves one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Heading:
    """A rule's sentence for a heading, and what a reader should know about it.

    `verbatim`: the resolution is the quoted place as it was read, and the heading says all that a message could.
    """

    title: str
    explanation: str = ""
    verbatim: bool = False


_FACTS: Final[dict[str, tuple[str, str]]] = {
    # The page contradicts itself: tables against examples.
    "type-contradicts-example": (
        "The table names one type and the example shows another",
        "We believe the example, which a server has sent.",
    ),
    "constraint-contradicts-example": ("The example breaks a limit that the table sets", "We believe the example."),
    "value-not-allowed": (
        "The example shows a value that the table does not allow",
        "We believe the example and allow it as well.",
    ),
    "value-out-of-range": ("The example is outside the range that the table sets", "We believe the example."),
    "null-undocumented": ("The example is null, and the table does not say that it can be", "We believe the example."),
    "field-only-in-example": (
        "The example shows a field that no table describes",
        "We add it, with the type that the example shows.",
    ),
    "field-not-in-example": (
        "The example lacks a field that the table does not call optional",
        "We take it for optional.",
    ),
    "example-of-another-object": ("The example is that of another object", "We leave it out."),
    "example-not-an-object": ("The example of an object is not an object", ""),
    "default-not-allowed": ("The default value is not among the allowed values", ""),
    "values-only-in-description": ("The description lists values that the allowed values lack", ""),
    "range-of-text-is-length": ("A text has a range where it can only have a length", ""),
    "range-of-object": ("A value without an order has a range", ""),
    "size-of-boolean": ("A boolean has a size", ""),
    # The page contradicts itself: articles, addresses, calls.
    "path-lost-brace": ("A path has lost a brace", ""),
    "curl-path-differs": ("The recorded call goes to another address than the operation", ""),
    "curl-method-differs": ("The recorded call uses another method than the operation", ""),
    "curl-lost-continuation": (
        "A recorded call has lost the backslash at the end of a line",
        "A shell runs the rest as a command of its own.",
    ),
    "article-twice": ("The same article is printed twice", ""),
    "version-printed-twice": ("The same article is printed twice for one version", ""),
    "correction": ("Corrected by hand", "No rule can derive these; each quotes the words that it corrects."),
    # Examples that are of no use.
    "example-not-json": ("An example cannot be read as JSON", "It stands in no schema's examples."),
    "example-invalid": ("An example is not valid against what the tables say", ""),
    # The page is silent.
    "type-undefined": ("A type is named and never defined", ""),
    "object-only-in-examples": (
        "An object is never defined; its shape stands in examples only",
        "We take the shape from them.",
    ),
    "object-of-another-version": (
        "A version names an object that only another version defines",
        "We take that definition.",
    ),
    "default-is-words": ("A default value is words, not a value", "We keep the words in the description."),
    "constraint-unknown": ("A label is not known", ""),
}
"""Rules whose facts are told in a sentence."""

_REPAIRS: Final[dict[str, tuple[str, str]]] = {
    # Examples that are not JSON as printed.
    "example-placeholder": (
        "An example names an object where it should show one",
        "We fill in the object's own recorded example.",
    ),
    "example-placeholder-unknown": ("An example names an object that has no example", "Nothing can be filled in."),
    "example-value-placeholder": ("An example shows a placeholder where it should show a value", ""),
    "example-ellipsis": ("An example is shortened with an ellipsis", "JSON has no sign for “and so on”."),
    "example-trailing-comma": ("An example has a comma after its last element", ""),
    "example-extra-comma": ("An example has a comma too many", ""),
    "example-missing-comma": ("An example lacks a comma", ""),
    "example-missing-colon": ("An example lacks a colon", ""),
    "example-missing-value": ("An example has a name without a value", ""),
    "example-doubled-quote": ("An example has a quotation mark too many", ""),
    "example-lost-quote": ("An example lacks a quotation mark", ""),
    "example-inner-quote": ("An example has a quotation mark inside a text that is not escaped", ""),
    "example-foreign-quote": ("An example uses quotation marks that JSON does not know", 'JSON knows only ".'),
    "example-line-break-in-text": (
        "An example has a line break or a tab inside a text",
        "JSON writes it as an escape.",
    ),
    "example-escape": ("An example escapes what JSON does not escape", ""),
    "example-surrogate": ("An example holds half of a character", ""),
    "example-lost-bracket": ("An example lacks a closing bracket", ""),
    "example-extra-bracket": ("An example has a closing bracket too many", ""),
    "example-wrong-bracket": ("An example closes a bracket with one of the other kind", ""),
    "example-lost-braces": ("An example lacks its outer braces", ""),
    "example-doubled-braces": ("An example has an object in braces of its own", ""),
    "example-list-in-braces": ("An example has a list in braces", "Lists stand in square brackets."),
    "example-names-in-list": ("An example has a list that holds names with values", "We read it as an object."),
    "example-arrow": ("An example has an arrow or an equals sign in the place of a colon", "The arrow is PHP's."),
    "example-unquoted-name": ("An example has names without quotation marks", ""),
    "example-unquoted-text": ("An example has a text without quotation marks", ""),
    "example-type-word": ("An example names a type where it should show a value", ""),
    "example-literal": ("An example uses another language's word for null, true or false", ""),
    "example-number": ("An example has a number that JSON writes otherwise", ""),
    "example-alternatives": ("An example shows several values where one should stand", "We take the first."),
    "example-call": ("An example has a function call in the place of a value", ""),
    "example-comment": ("An example has comments", "JSON has none."),
    "example-remark": ("An example has a remark after a value", ""),
    "example-white-space": ("An example has white space that JSON does not know", ""),
    "example-markup-entities": ("An example is escaped twice", ""),
    "example-prose-around": ("An example has words around its JSON", ""),
    "example-several-documents": ("An example holds several JSON documents", ""),
}
"""Rules by which an example was made JSON; their facts are the place as printed and as read."""


KINDS: Final[dict[str, Heading]] = {
    "contradiction": Heading(
        "The page contradicts itself",
        "Two places disagree, or an example is not what it means to be.",
    ),
    "silent": Heading("The page is silent", "Something a client needs to know is not said."),
    "not-understood": Heading(
        "We did not understand", "This is for the authors of speclift, not for those of the documentation."
    ),
    "document": Heading("About the documents", "Said by checks of the documents that were made, not about the page."),
}
"""The parts of a report, in order."""

ORDER: Final = {rule: index for index, rule in enumerate((*_FACTS, *_REPAIRS))}
"""The place of each known rule in a report."""


def heading(rule: str) -> Heading:
    """Gives a rule's heading; for an unknown one, its id as words."""
    if rule in _FACTS:
        return Heading(*_FACTS[rule])
    if rule in _REPAIRS:
        return Heading(*_REPAIRS[rule], verbatim=True)
    said = rule.replace("-", " ").replace("_", " ").strip()
    return Heading(said[:1].upper() + said[1:] if said else "Without a rule")
