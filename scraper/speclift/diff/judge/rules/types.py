# ruff: noqa: E501  (a rule is a row)
"""Types and null. Where values are written as text (parameters, headers, forms), a change of type is a change of the
texts: one that takes any text takes what was a number before."""

from speclift.diff.judge.rule import DIFFERS, NARROWS, NONE, WIDENS, mirrored

RULES = (
    *mirrored("type-written-the-same", "change", "type", NONE, "the type changed from {old} to {new}, which is written the same"),
    *mirrored("type-narrowed", "change", "type", NARROWS, "the type was narrowed from {old} to {new}"),
    *mirrored("type-widened", "change", "type", WIDENS, "the type was widened from {old} to {new}"),
    *mirrored("type-changed", "change", "type", DIFFERS, "the type changed from {old} to {new}"),
    *mirrored("became-nullable", "add", "null", WIDENS, "null was admitted"),
    *mirrored("became-not-nullable", "remove", "null", NARROWS, "null is no longer admitted"),
)  # fmt: skip
