# ruff: noqa: E501  (a rule is a row)
"""Enumerations and constants.

A closed list says that no other value comes, and callers may branch on it: one more is a warning, unless the list says
that it will grow (`x-extensible-enum`, or the plain type beside it)."""

from speclift.diff.judge.rule import (
    DIFFERS,
    INFO,
    NARROWS,
    NONE,
    REQUEST,
    RESPONSE,
    WARNING,
    WIDENS,
    Rule,
    mirrored,
)  # fmt: skip

OPEN = frozenset({"extensible"})

RULES = (
    *mirrored("enum-documented", "add", "enum", NONE, "known values are listed: {new}"),
    *mirrored("enum-undocumented", "remove", "enum", NONE, "known values are no longer listed: {old}"),
    *mirrored("enum-added", "add", "enum", NARROWS, "only these values are admitted now: {new}"),
    *mirrored("enum-replaced-bounds", "add", "enum", DIFFERS, "only these values are admitted now, some of which were not: {new}"),
    *mirrored("enum-replaced-by-bounds", "remove", "enum", DIFFERS, "values are no longer limited to {old}, and not all of these are admitted"),
    *mirrored("enum-removed", "remove", "enum", WIDENS, "values are no longer limited to {old}"),
    Rule("response-known-value-added", INFO, RESPONSE, "schema", "enum-value", "add", "the value {new} was added to an open list", when=OPEN),
    Rule("request-enum-value-added", INFO, REQUEST, "schema", "enum-value", "add", "the value {new} was added", WIDENS),
    # Callers are told to keep values that they do not know; whether one does, no document says.
    Rule("response-enum-value-added", WARNING, RESPONSE, "schema", "enum-value", "add", "the value {new} was added", WIDENS),
    *mirrored("enum-value-removed", "remove", "enum-value", NARROWS, "the value {old} was removed"),
    Rule("request-enum-opened", INFO, REQUEST, "schema", "enum-openness", "add", "the list of values became open", WIDENS),
    # It says what may happen later; no new value came with it.
    Rule("response-enum-opened", WARNING, RESPONSE, "schema", "enum-openness", "add", "the list of values became open", WIDENS),
    *mirrored("enum-closed", "remove", "enum-openness", NARROWS, "the list of values became closed"),
    *mirrored("constant-changed", "change", "constant", DIFFERS, "the only value changed from {old} to {new}"),
)  # fmt: skip
