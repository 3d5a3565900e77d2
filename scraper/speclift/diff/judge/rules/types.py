# ruff: noqa: E501  (a rule is a row)
"""Types and null. A parameter writes every scalar as text, so one that takes any text takes what was a number
before."""

from speclift.diff.judge.rule import DIFFERS, INFO, NARROWS, REQUEST, WIDENS, Rule, mirrored

RULES = (
    Rule("request-parameter-became-text", INFO, REQUEST, "schema", "type", "change", "the type changed from {old} to {new}, which is written the same", when=frozenset({"text", "parameter"})),
    *mirrored("type-narrowed", "change", "type", NARROWS, "the type was narrowed from {old} to {new}"),
    *mirrored("type-widened", "change", "type", WIDENS, "the type was widened from {old} to {new}"),
    *mirrored("type-changed", "change", "type", DIFFERS, "the type changed from {old} to {new}"),
    *mirrored("became-nullable", "add", "null", WIDENS, "null was admitted"),
    *mirrored("became-not-nullable", "remove", "null", NARROWS, "null is no longer admitted"),
)  # fmt: skip
