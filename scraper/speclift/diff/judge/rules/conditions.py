# ruff: noqa: E501  (a rule is a row)
"""What must hold beside the shape: `not`, `if`, fields that depend on fields. Each only ever excludes values, so one
more narrows and one less widens."""

from speclift.diff.judge.rule import DIFFERS, NARROWS, WIDENS, mirrored

RULES = (
    *mirrored("exclusion-added", "add", "not", NARROWS, "values are excluded: {new:schema}"),
    *mirrored("exclusion-removed", "remove", "not", WIDENS, "values are no longer excluded: {old:schema}"),
    *mirrored("exclusion-widened", "change", "not", NARROWS, "more values are excluded"),
    *mirrored("exclusion-narrowed", "change", "not", WIDENS, "fewer values are excluded"),
    *mirrored("exclusion-changed", "change", "not", DIFFERS, "other values are excluded"),
    *mirrored("condition-added", "add", "if", NARROWS, "a condition was added"),
    *mirrored("condition-removed", "remove", "if", WIDENS, "a condition was removed"),
    *mirrored("condition-changed", "change", "if", DIFFERS, "a condition changed"),
    *mirrored("dependency-added", "add", "dependent-required", NARROWS, "with {name}, the field {new} is required"),
    *mirrored("dependency-removed", "remove", "dependent-required", WIDENS, "with {name}, the field {old} is no longer required"),
    *mirrored("dependent-schema-added", "add", "dependent-schema", NARROWS, "with {name}, more must hold"),
    *mirrored("dependent-schema-removed", "remove", "dependent-schema", WIDENS, "with {name}, less must hold"),
    *mirrored("property-names-changed", "change", "property-names", DIFFERS, "the names of fields are constrained otherwise"),
)  # fmt: skip
