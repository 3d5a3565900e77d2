"""The page means the right thing and writes it as no machine reads it: deviations of examples from JSON.

Each finding is the place as printed and, as the resolution, as it was read.
"""

from __future__ import annotations

from typing import Final

from speclift.model.rules.rule import Rule


def _example(name: str, title: str, explanation: str = "") -> Rule:
    """The rule of a deviation from JSON, which is read as its resolution shows."""
    return Rule(
        id=f"example-{name}",
        kind="contradiction",
        severity="info",
        title=f"An example {title}",
        explanation=explanation,
        message="the example is not JSON as printed",
        resolution="{read}",
        notation=True,
    )


EXAMPLE_PLACEHOLDER: Final = _example(
    "placeholder", "names an object where it should show one", "We fill in the object's own recorded example."
)
EXAMPLE_PLACEHOLDER_UNKNOWN: Final = _example(
    "placeholder-unknown",
    "names an object that has no example",
    "Nothing can be filled in: the example tells of types, and is left out of the documents.",
)
EXAMPLE_VALUE_PLACEHOLDER: Final = _example("value-placeholder", "shows a placeholder where it should show a value")
EXAMPLE_ELLIPSIS: Final = _example("ellipsis", "is shortened with an ellipsis", "JSON has no sign for “and so on”.")
EXAMPLE_TRAILING_COMMA: Final = _example("trailing-comma", "has a comma after its last element")
EXAMPLE_EXTRA_COMMA: Final = _example("extra-comma", "has a comma too many")
EXAMPLE_MISSING_COMMA: Final = _example("missing-comma", "lacks a comma")
EXAMPLE_MISSING_COLON: Final = _example("missing-colon", "lacks a colon")
EXAMPLE_MISSING_VALUE: Final = _example("missing-value", "has a name without a value")
EXAMPLE_DOUBLED_QUOTE: Final = _example("doubled-quote", "has a quotation mark too many")
EXAMPLE_LOST_QUOTE: Final = _example("lost-quote", "lacks a quotation mark")
EXAMPLE_INNER_QUOTE: Final = _example("inner-quote", "has a quotation mark inside a text that is not escaped")
EXAMPLE_FOREIGN_QUOTE: Final = _example(
    "foreign-quote", "uses quotation marks that JSON does not know", 'JSON knows only ".'
)
EXAMPLE_LINE_BREAK_IN_TEXT: Final = _example(
    "line-break-in-text", "has a line break or a tab inside a text", "JSON writes it as an escape."
)
EXAMPLE_ESCAPE: Final = _example("escape", "escapes what JSON does not escape")
EXAMPLE_SURROGATE: Final = _example("surrogate", "holds half of a character")
EXAMPLE_LOST_BRACKET: Final = _example("lost-bracket", "lacks a closing bracket")
EXAMPLE_EXTRA_BRACKET: Final = _example("extra-bracket", "has a closing bracket too many")
EXAMPLE_WRONG_BRACKET: Final = _example("wrong-bracket", "closes a bracket with one of the other kind")
EXAMPLE_LOST_BRACES: Final = _example("lost-braces", "lacks its outer braces")
EXAMPLE_DOUBLED_BRACES: Final = _example("doubled-braces", "has an object in braces of its own")
EXAMPLE_LIST_IN_BRACES: Final = _example("list-in-braces", "has a list in braces", "Lists stand in square brackets.")
EXAMPLE_NAMES_IN_LIST: Final = _example(
    "names-in-list", "has a list that holds names with values", "We read it as an object."
)
EXAMPLE_ARROW: Final = _example(
    "arrow", "has an arrow or an equals sign in the place of a colon", "The arrow is PHP's."
)
EXAMPLE_UNQUOTED_NAME: Final = _example("unquoted-name", "has names without quotation marks")
EXAMPLE_UNQUOTED_TEXT: Final = _example("unquoted-text", "has a text without quotation marks")
EXAMPLE_TYPE_WORD: Final = _example("type-word", "names a type where it should show a value")
EXAMPLE_LITERAL: Final = _example("literal", "uses another language's word for null, true or false")
EXAMPLE_NUMBER: Final = _example("number", "has a number that JSON writes otherwise")
EXAMPLE_ALTERNATIVES: Final = _example(
    "alternatives", "shows several values where one should stand", "We take the first."
)
EXAMPLE_CALL: Final = _example("call", "has a function call in the place of a value")
EXAMPLE_COMMENT: Final = _example("comment", "has comments", "JSON has none.")
EXAMPLE_REMARK: Final = _example("remark", "has a remark after a value")
EXAMPLE_WHITE_SPACE: Final = _example("white-space", "has white space that JSON does not know")
EXAMPLE_MARKUP_ENTITIES: Final = _example("markup-entities", "is escaped twice")
EXAMPLE_PROSE_AROUND: Final = _example("prose-around", "has words around its JSON")
EXAMPLE_SEVERAL_DOCUMENTS: Final = _example("several-documents", "holds several JSON documents")
