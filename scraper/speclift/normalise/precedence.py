"""Who wins where a page says one thing of a value in several places: the table that the decisions are made by.

Enters: what the table, labels, sentences and recorded examples say of a value, as facts. Leaves: the row that decides.
docs/normalise.md is printed from the rows, and each has a page in tests/normalise/precedence.yaml.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from speclift.model.rules import Rule, tables

About = Literal["type", "null", "required", "enumeration", "bounds", "default", "name", "fields", "wrapping"]
Outcome = Literal["table", "example", "both", "yes", "no"]
"""Whose word is taken. Where the question is one of yes or no (may it be null, is it required, does the limit hold),
the answer."""


class Precedence(Struct, frozen=True, kw_only=True):
    """One row. `case` is what the page shows and `wins` who is believed, in words; `rule` is the finding noted with it.

    `when` names facts with the values for which the row holds; a fact that is not named may be anything.
    """

    about: About
    case: str
    wins: str
    outcome: Outcome
    when: dict[str, tuple[str, ...]] = {}
    rule: Rule | None = None


FACTS: Final[dict[About, dict[str, tuple[str, ...]]]] = {
    "type": {
        "documented": ("nothing", "object without fields", "a type"),
        "shown": (
            *("that type", "its spelling", "described", "a fraction", "a fraction of a count"),
            *("both types", "another scalar", "another type"),
        ),
    },
    "null": {"documented": ("yes", "no"), "shown": ("yes", "no")},
    "required": {
        "sent": ("yes", "no"),
        "table": ("required", "optional"),
        "label": ("required", "optional", "none"),
        "habit": ("labels required", "labels optional", "none"),
        "shown": ("never", "once", "always", "lacking"),
    },
    "enumeration": {"value": ("allowed", "in other letters", "new", "only described")},
    "bounds": {"beside": ("an example that breaks it", "a label", "nothing")},
    "default": {},
    "name": {},
    "fields": {},
    "wrapping": {"shown": ("a list", "unwrapped")},
}
"""The facts that each decision is made from, with the values that they can have. `shown` of a required field: by no
example, by the only one, by all of several, or one of them lacks it."""

ROWS: Final = (
    Precedence(
        about="type",
        case="the table names no type",
        wins="the example",
        outcome="example",
        when={"documented": ("nothing",)},
    ),
    Precedence(
        about="type",
        case="the table says object and names no fields",
        wins="the example's fields",
        outcome="example",
        when={"documented": ("object without fields",)},
    ),
    Precedence(
        about="type",
        case="the table says number, the example is whole",
        wins="the table; the example fits it",
        outcome="table",
        when={"shown": ("that type",)},
    ),
    Precedence(
        about="type",
        case="what a call sends is no text, and its example writes it as one",
        wins="the table",
        outcome="table",
        when={"shown": ("its spelling",)},
    ),
    Precedence(
        about="type",
        case="the description tells of the other type that the example has",
        wins="both",
        outcome="both",
        when={"shown": ("described",)},
    ),
    Precedence(
        about="type",
        case="the table says integer, the example is a fraction",
        wins="the example",
        outcome="example",
        when={"shown": ("a fraction",)},
        rule=tables.TYPE_CONTRADICTS_EXAMPLE,
    ),
    Precedence(
        about="type",
        case="one example has the table's type and one has another",
        wins="both",
        outcome="both",
        when={"shown": ("both types",)},
        rule=tables.TYPE_CONTRADICTS_EXAMPLE,
    ),
    Precedence(
        about="type",
        case="the table says number, the name that it counts, the example is a fraction",
        wins="the table; the example fits it",
        outcome="example",
        when={"shown": ("a fraction of a count",)},
    ),
    Precedence(
        about="type",
        case="the table names another scalar than the example shows",
        wins="both",
        outcome="both",
        when={"shown": ("another scalar",)},
        rule=tables.TYPE_CONTRADICTS_EXAMPLE,
    ),
    Precedence(
        about="type",
        case="the table names another type than the example shows",
        wins="the example",
        outcome="example",
        when={"shown": ("another type",)},
        rule=tables.TYPE_CONTRADICTS_EXAMPLE,
    ),
    Precedence(
        about="null",
        case="the example is null, and the table does not say that it may be",
        wins="the example",
        outcome="yes",
        when={"documented": ("no",), "shown": ("yes",)},
        rule=tables.NULL_UNDOCUMENTED,
    ),
    Precedence(
        about="null",
        case="the description says that it may be null, and the example is not",
        wins="the description",
        outcome="yes",
        when={"documented": ("yes",)},
    ),
    Precedence(
        about="null",
        case="neither the table nor the example is null",
        wins="the table",
        outcome="no",
    ),
    Precedence(
        about="required",
        case="what a call sends is labelled required, and its example lacks it",
        wins="the label",
        outcome="yes",
        when={"sent": ("yes",), "table": ("required",), "label": ("required",)},
    ),
    Precedence(
        about="required",
        case="what a call sends is in a table without labels, and its example lacks it",
        wins="the example; it is optional",
        outcome="no",
        when={"sent": ("yes",), "table": ("required",), "shown": ("lacking",)},
        rule=tables.SENT_WITHOUT_FIELD,
    ),
    Precedence(
        about="required",
        case="what a call sends is in a table without labels, and its example has it",
        wins="the table",
        outcome="yes",
        when={"sent": ("yes",), "table": ("required",)},
    ),
    Precedence(
        about="required",
        case="what a call sends has no label beside rows with one, and its example has it",
        wins="the table",
        outcome="no",
        when={"sent": ("yes",)},
    ),
    Precedence(
        about="required",
        case="the label says optional, and every example has it",
        wins="the label",
        outcome="no",
        when={"label": ("optional",)},
    ),
    Precedence(
        about="required",
        case="the label says required, and the example lacks it",
        wins="the example; it is optional",
        outcome="no",
        when={"label": ("required",), "shown": ("lacking",)},
        rule=tables.REQUIRED_NOT_SHOWN,
    ),
    Precedence(
        about="required",
        case="the label says required, and the example has it",
        wins="the label",
        outcome="yes",
        when={"label": ("required",)},
    ),
    Precedence(
        about="required",
        case="no label in an answer, on a page that labels required what calls send",
        wins="the page's habit",
        outcome="no",
        when={"habit": ("labels required",)},
    ),
    Precedence(
        about="required",
        case="no label on a page that labels others optional",
        wins="the page's habit",
        outcome="yes",
        when={"habit": ("labels optional",), "shown": ("once", "always")},
    ),
    Precedence(
        about="required",
        case="no label, and all of several examples have it",
        wins="the examples",
        outcome="yes",
        when={"habit": ("none",), "shown": ("always",)},
    ),
    Precedence(
        about="required",
        case="no label, and the only example has it",
        wins="nobody; one example proves nothing, so it is optional",
        outcome="no",
    ),
    Precedence(
        about="enumeration",
        case="the example's value is among the allowed values",
        wins="the table",
        outcome="table",
        when={"value": ("allowed",)},
    ),
    Precedence(
        about="enumeration",
        case="the example writes an allowed value in other letters",
        wins="the example",
        outcome="example",
        when={"value": ("in other letters",)},
        rule=tables.VALUE_SPELLED_OTHERWISE,
    ),
    Precedence(
        about="enumeration",
        case="the example's value is not among the allowed values",
        wins="both; the value is added",
        outcome="both",
        when={"value": ("new",)},
        rule=tables.VALUE_NOT_ALLOWED,
    ),
    Precedence(
        about="enumeration",
        case="the description lists values that the allowed values lack",
        wins="both",
        outcome="both",
        when={"value": ("only described",)},
        rule=tables.VALUES_ONLY_IN_DESCRIPTION,
    ),
    Precedence(
        about="bounds",
        case="the example breaks a limit",
        wins="the example; the limit is left out",
        outcome="no",
        when={"beside": ("an example that breaks it",)},
        rule=tables.CONSTRAINT_CONTRADICTS_EXAMPLE,
    ),
    Precedence(
        about="bounds",
        case="a label and a sentence give different limits",
        wins="the label",
        outcome="no",
        when={"beside": ("a label",)},
    ),
    Precedence(
        about="bounds",
        case="only a sentence gives a limit",
        wins="the sentence",
        outcome="yes",
        when={"beside": ("nothing",)},
    ),
    Precedence(
        about="default",
        case="the default is not among the allowed values",
        wins="both; the value is added",
        outcome="both",
        rule=tables.DEFAULT_NOT_ALLOWED,
    ),
    Precedence(
        about="name",
        case="the only field of the table has another name in the example",
        wins="the example",
        outcome="example",
        rule=tables.LABEL_CONTRADICTS_EXAMPLE,
    ),
    Precedence(
        about="fields",
        case="the example has a field that no row describes",
        wins="the example; the field is added",
        outcome="example",
        rule=tables.FIELD_ONLY_IN_EXAMPLE,
    ),
    Precedence(
        about="wrapping",
        case="the table describes an object, the example is a list",
        wins="the example",
        outcome="example",
        when={"shown": ("a list",)},
        rule=tables.ANSWER_IS_A_LIST,
    ),
    Precedence(
        about="wrapping",
        case="the table names one object under a label, the example is the object itself",
        wins="the example",
        outcome="example",
        when={"shown": ("unwrapped",)},
        rule=tables.ANSWER_NOT_WRAPPED,
    ),
)
"""Of the rows about one thing the first that holds decides."""


@lru_cache(maxsize=4096)
def decide(about: About, **facts: str) -> Precedence:
    """The row that decides, given each fact of `FACTS[about]`.

    Raises `LookupError` for facts that no row is about, `KeyError` when a fact is missing.
    """
    for row in ROWS:
        if row.about == about and all(facts[name] in values for name, values in row.when.items()):
            return row
    raise LookupError(f"nothing decides about {about}: {facts}")
