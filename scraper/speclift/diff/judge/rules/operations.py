"""Operations: added, removed, moved, renamed, deprecated."""

from speclift.diff.judge.rule import BOTH, BREAKING, INFO, WARNING, Rule

AREA = "operations"

RULES = (
    Rule("operation-removed", BREAKING, BOTH, AREA, "operation", "remove", "the operation was removed"),
    Rule("operation-added", INFO, BOTH, AREA, "operation", "add", "the operation was added"),
    Rule("operation-path-changed", BREAKING, BOTH, AREA, "path", "change", "the path changed from {old} to {new}"),
    Rule(
        "operation-method-changed", BREAKING, BOTH, AREA, "method", "change", "the method changed from {old} to {new}"
    ),
    # Nothing on the wire; but generated clients name their methods after it.
    Rule(
        "operation-id-changed", WARNING, BOTH, AREA, "operation-id", "change", "operationId changed from {old} to {new}"
    ),
    Rule("operation-id-removed", WARNING, BOTH, AREA, "operation-id", "remove", "operationId {old} was removed"),
    Rule("operation-id-added", INFO, BOTH, AREA, "operation-id", "add", "operationId {new} was added"),
    Rule("operation-tag-added", INFO, BOTH, AREA, "tag", "add", "the tag {new} was added"),
    Rule("operation-tag-removed", INFO, BOTH, AREA, "tag", "remove", "the tag {old} was removed"),
    Rule("operation-deprecated", INFO, BOTH, AREA, "operation-deprecated", "add", "the operation is deprecated"),
    Rule(
        "operation-undeprecated",
        INFO,
        BOTH,
        AREA,
        "operation-deprecated",
        "remove",
        "the operation is no longer deprecated",
    ),
)
