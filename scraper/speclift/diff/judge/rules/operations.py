"""Operations: added, removed, moved, renamed, deprecated."""

from speclift.diff.judge.rule import BOTH, BREAKING, INFO, WARNING, Rule

AREA = "operations"

RULES = (
    # Announced or not, who still calls it fails. Rules of their own, so that a policy can judge them otherwise.
    Rule(
        "operation-removed-unfinished",
        BREAKING,
        BOTH,
        AREA,
        "operation",
        "remove",
        "the operation, which was never called stable, was removed",
        when=frozenset({"unfinished"}),
    ),
    Rule(
        "operation-removed-with-sunset",
        BREAKING,
        BOTH,
        AREA,
        "operation",
        "remove",
        "the operation, which had a sunset, was removed",
        when=frozenset({"sunset"}),
    ),
    Rule(
        "operation-removed-deprecated",
        BREAKING,
        BOTH,
        AREA,
        "operation",
        "remove",
        "the operation, which was deprecated, was removed",
        when=frozenset({"deprecated"}),
    ),
    Rule("operation-removed", BREAKING, BOTH, AREA, "operation", "remove", "the operation was removed"),
    Rule(
        "operation-sunset-earlier",
        WARNING,
        BOTH,
        AREA,
        "sunset",
        "change",
        "its sunset moved from {old} to {new}",
        when=frozenset({"earlier"}),
    ),
    Rule("operation-sunset-later", INFO, BOTH, AREA, "sunset", "change", "its sunset moved from {old} to {new}"),
    Rule("operation-sunset-added", WARNING, BOTH, AREA, "sunset", "add", "it ends on {new}"),
    Rule("operation-sunset-removed", INFO, BOTH, AREA, "sunset", "remove", "it no longer ends on {old}"),
    Rule(
        "operation-stability-lowered",
        WARNING,
        BOTH,
        AREA,
        "stability",
        "change",
        "its stability was lowered from {old} to {new}",
        when=frozenset({"lowered"}),
    ),
    Rule(
        "operation-stability-raised",
        INFO,
        BOTH,
        AREA,
        "stability",
        "change",
        "its stability was raised from {old} to {new}",
    ),
    # The address of another version is another address, on purpose.
    Rule(
        "path-version-changed",
        INFO,
        BOTH,
        AREA,
        "path-version",
        "change",
        "the version in the paths changed from {old} to {new}",
    ),
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
