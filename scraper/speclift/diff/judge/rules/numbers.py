# ruff: noqa: E501  (a rule is a row)
"""The step that numbers come in."""

from speclift.diff.judge.rule import DIFFERS, NARROWS, WIDENS, mirrored

RULES = (
    *mirrored("multiple-of-added", "add", "multiple-of", NARROWS, "multipleOf {new} was added"),
    *mirrored("multiple-of-removed", "remove", "multiple-of", WIDENS, "multipleOf {old} was removed"),
    *mirrored("multiple-of-narrowed", "change", "multiple-of", NARROWS, "multipleOf changed from {old} to its multiple {new}"),
    *mirrored("multiple-of-widened", "change", "multiple-of", WIDENS, "multipleOf changed from {old} to its divisor {new}"),
    *mirrored("multiple-of-changed", "change", "multiple-of", DIFFERS, "multipleOf changed from {old} to {new}"),
)  # fmt: skip
