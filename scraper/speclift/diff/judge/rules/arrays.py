"""Arrays: elements that must differ, and what some element must be. What elements are is judged as any other
schema."""

from speclift.diff.judge.rule import NARROWS, WIDENS, mirrored

RULES = (
    *mirrored("unique-items-added", "add", "unique-items", NARROWS, "elements must differ"),
    *mirrored("unique-items-removed", "remove", "unique-items", WIDENS, "elements need no longer differ"),
    *mirrored("contains-added", "add", "contains", NARROWS, "some element must be {new:schema}"),
    *mirrored("contains-removed", "remove", "contains", WIDENS, "no element need be {old:schema}"),
)
