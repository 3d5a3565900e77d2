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
    "label-contradicts-example": ("The table names a field otherwise than the example", "We believe the example."),
    "answer-not-wrapped": ("The table wraps the answer in a field and the example does not", "We believe the example."),
    "answer-is-a-list": ("The table describes an object and the example is a list", "We believe the example."),
    "null-undocumented": ("The example is null, and the table does not say that it can be", "We believe the example."),
    "value-not-allowed": ("The example shows a value that the table does not allow", "We believe the example."),
    "constraint-contradicts-example": ("The example breaks a limit that the table sets", "We believe the example."),
    "field-only-in-example": (
        "The example shows a field that no table describes",
        "We add it, with the type that the example shows.",
    ),
    "example-of-another-object": ("The example is that of another object", "We leave it out."),
    "example-not-an-object": ("The example of an object is not an object", "We leave it out."),
    # The page contradicts itself: rows.
    "default-not-allowed": ("The default value is not among the allowed values", ""),
    "values-only-in-description": ("The description lists values that the allowed values lack", ""),
    "range-of-text-is-length": ("A text has a range where it can only have a length", ""),
    "range-of-object": ("A value without an order has a range", ""),
    "size-of-boolean": ("A boolean has a size", ""),
    "tag-contradicts-path": (
        "A row is tagged as part of the body and its name stands in the path",
        "We believe the path.",
    ),
    "tag-contradicts-method": ("A row is tagged for another method than the article's", ""),
    "parameter-documented-twice": ("A parameter is described twice", ""),
    "path-parameter-not-in-path": ("A row is said to be in the path and is not there", ""),
    "path-parameter-renamed": ("Two articles name the same part of a path differently", "The first name counts."),
    # The page contradicts itself: articles, addresses, calls.
    "path-brace-lost": ("A path has lost a brace", "We put it back."),
    "path-segment-slip": ("A path has a slip in one of its words", ""),
    "sample-path-differs": ("The recorded call has another path than the article", ""),
    "sample-method-differs": ("The recorded call uses another method than the article", ""),
    "curl-lost-continuation": (
        "A recorded call lacks the backslash at the end of a line",
        "A shell would run the rest as a command of its own.",
    ),
    "two-articles-for-one-call": ("Two articles describe the same call", ""),
    "version-printed-twice": ("The same article is printed twice for one version", ""),
    "correction": ("Corrected by hand", "No rule can derive these; each quotes the words that it corrects."),
    "example-contradicts-schema": ("An example does not fit what the tables say", "We leave it out."),
    "keyword-contradicts-schema": ("A default or a limit does not fit what the tables say", "We leave it out."),
    "markup-not-understood": ("The page has markup that speclift does not know", "It is left out."),
    "method-not-understood": ("A word that is no method stands before an address", "The call is left out."),
    "path-variable-not-understood": ("A path holds a sign of a variable or a pattern that speclift does not know", ""),
    "path-part-optional": ("A part of a path can be left out", "OpenAPI has no such parts: two operations."),
    "path-parameter-spelled-differently": ("A path and its table spell a variable differently", ""),
    "fact-not-expressed": ("The page says something that speclift has no rule for", "It is left out."),
    "object-printed-again": ("The page prints the fields of an object again", ""),
    "count-contradicts-rows": ("The page counts other properties than it shows", ""),
    "rows-hidden-count-differs": ("The page hides other properties than its example shows", ""),
    "separator-in-value": ("An allowed value has the comma that parts it from the next", "We take the comma off."),
    "gettext-leftover": ("Words of the translation tool stand in the text", "We take them out."),
    "tag-leftover": ("Markup stands in the text as words", "We take it out."),
    "address-not-printed": ("The page prints neither method nor path", "`base.yaml` states them."),
    "rows-hidden": ("The page hides properties", "We take them from the example."),
    # The page is silent.
    "answer-undocumented": ("Nothing says what the answer is", ""),
    "answer-only-in-example": ("Only an example says what the answer is", "We take the shape from it."),
    "answer-only-in-words": ("Only a sentence says what the answer is", ""),
    "body-only-in-example": ("Only an example says what the call sends", "We take the shape from it."),
    "envelope-undefined": ("Nothing says how an error is wrapped", ""),
    "no-field-tagged": ("An article sends the tagged fields of an object, and none is tagged", ""),
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
    "default-repeats-name": ("A default value only says the field's name", "We keep the words in the description."),
    "constraint-unknown": ("A label says something that no rule knows", ""),
    "permission-not-a-scheme": ("A permission is no scope that can be asked for", ""),
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
