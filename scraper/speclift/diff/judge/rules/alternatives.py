# ruff: noqa: E501  (a rule is a row)
"""Alternatives (`oneOf`, `anyOf`) and what tells them apart.

`discriminator` does not change which messages there are, so it alone breaks nobody; but callers that read by it
cannot when it is gone."""

from speclift.diff.judge.rule import (
    BREAKING,
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

RULES = (
    *mirrored("alternative-added", "add", "alternative", WIDENS, "the alternative {new} was added"),
    *mirrored("alternative-removed", "remove", "alternative", NARROWS, "the alternative {old} was removed"),
    *mirrored("alternative-split-off", "add", "alternative", NONE, "the alternative {new} was added, which another admits already"),
    *mirrored("alternative-merged", "remove", "alternative", NONE, "the alternative {old} was removed, which another admits"),
    # Objects that satisfy two alternatives have to lack, or to have undescribed, what tells these apart.
    Rule("request-objects-overlap", WARNING, REQUEST, "schema", "overlap", "add", "objects that satisfy both {name} are refused: a value must satisfy one alternative only", NARROWS, frozenset({"objects"})),
    Rule("request-objects-no-longer-overlap", INFO, REQUEST, "schema", "overlap", "remove", "objects that satisfy both {name} are admitted", WIDENS, frozenset({"objects"})),
    Rule("response-objects-overlap", INFO, RESPONSE, "schema", "overlap", "add", "objects that satisfy both {name} are no longer answered", NARROWS, frozenset({"objects"})),
    Rule("response-objects-no-longer-overlap", WARNING, RESPONSE, "schema", "overlap", "remove", "objects that satisfy both {name} may be answered", WIDENS, frozenset({"objects"})),
    *mirrored("alternatives-overlap", "add", "overlap", NARROWS, "values that satisfy both {name} are refused: a value must satisfy one alternative only"),
    *mirrored("alternatives-no-longer-overlap", "remove", "overlap", WIDENS, "values that satisfy both {name} are admitted"),
    *mirrored("value-refused", "remove", "value", NARROWS, "values such as {name} are no longer admitted"),
    *mirrored("value-admitted", "add", "value", WIDENS, "values such as {name} are admitted now"),
    # Alternatives mostly exclude one another anyhow, and whether they do cannot be decided.
    Rule("request-alternatives-became-exclusive", WARNING, REQUEST, "schema", "exclusive", "add", "a value must satisfy one alternative only", NARROWS),
    Rule("request-alternatives-became-inclusive", INFO, REQUEST, "schema", "exclusive", "remove", "a value may satisfy several alternatives", WIDENS),
    Rule("response-alternatives-became-exclusive", INFO, RESPONSE, "schema", "exclusive", "add", "a value satisfies one alternative only", NARROWS),
    Rule("response-alternatives-became-inclusive", WARNING, RESPONSE, "schema", "exclusive", "remove", "a value may satisfy several alternatives", WIDENS),
    Rule("request-discriminator-added", INFO, REQUEST, "schema", "discriminator", "add", "alternatives are told apart by {new}"),
    Rule("request-discriminator-removed", INFO, REQUEST, "schema", "discriminator", "remove", "alternatives are no longer told apart by {old}"),
    Rule("response-discriminator-added", INFO, RESPONSE, "schema", "discriminator", "add", "alternatives are told apart by {new}"),
    Rule("response-discriminator-removed", WARNING, RESPONSE, "schema", "discriminator", "remove", "alternatives are no longer told apart by {old}"),
    Rule("request-discriminator-changed", BREAKING, REQUEST, "schema", "discriminator", "change", "alternatives are told apart by {new}, no longer by {old}", DIFFERS),
    Rule("response-discriminator-changed", BREAKING, RESPONSE, "schema", "discriminator", "change", "alternatives are told apart by {new}, no longer by {old}", DIFFERS),
    *mirrored("discriminator-value-added", "add", "discriminator-value", WIDENS, "the value {new} stands for {name}"),
    *mirrored("discriminator-value-removed", "remove", "discriminator-value", NARROWS, "the value {old} no longer stands for {name}"),
    *mirrored("discriminator-value-changed", "change", "discriminator-value", DIFFERS, "the value for {name} changed from {old} to {new}"),
)  # fmt: skip
