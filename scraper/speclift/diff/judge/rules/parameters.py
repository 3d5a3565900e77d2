# ruff: noqa: E501  (a rule is a row)
"""Parameters: added, removed, moved, renamed, required, and how they are written.

Nothing says that a server refuses a parameter that it does not document; but a caller who sends one means it, and an
operation that no longer has it does something else than it did. So a parameter removed breaks.
"""

from speclift.diff.judge.rule import BREAKING, DIFFERS, INFO, NARROWS, NONE, REQUEST, WIDENS, Rule

AREA = "parameters"

RULES = (
    Rule("request-parameter-removed-deprecated", BREAKING, REQUEST, AREA, "parameter", "remove", "the parameter {old}, which was deprecated, was removed", when=frozenset({"deprecated"})),
    Rule("request-parameter-removed", BREAKING, REQUEST, AREA, "parameter", "remove", "the parameter {old} was removed"),
    Rule("request-required-parameter-added", BREAKING, REQUEST, AREA, "parameter", "add", "the required parameter {new} was added", NARROWS),
    Rule("request-optional-parameter-added", INFO, REQUEST, AREA, "parameter", "add", "the optional parameter {new} was added", NONE),
    Rule("request-parameter-moved", BREAKING, REQUEST, AREA, "parameter-location", "change", "the parameter {name} moved from {old} to {new}", DIFFERS),
    Rule("request-parameter-renamed", BREAKING, REQUEST, AREA, "parameter-name", "change", "the parameter {old} was renamed to {new}", DIFFERS),
    Rule("request-parameter-became-required", BREAKING, REQUEST, AREA, "parameter-required", "add", "the parameter {name} became required", NARROWS),
    Rule("request-parameter-became-optional", INFO, REQUEST, AREA, "parameter-required", "remove", "the parameter {name} became optional", WIDENS),
    Rule("request-parameter-deprecated", INFO, REQUEST, AREA, "parameter-deprecated", "add", "the parameter {name} is deprecated"),
    Rule("request-parameter-undeprecated", INFO, REQUEST, AREA, "parameter-deprecated", "remove", "the parameter {name} is no longer deprecated"),
    Rule("request-parameter-style-changed", BREAKING, REQUEST, AREA, "parameter-style", "change", "the parameter {name} is written as {new}, no longer as {old}", DIFFERS),
    Rule("request-parameter-content-changed", BREAKING, REQUEST, AREA, "parameter-content", "change", "the parameter {name} is written as {new}, no longer as {old}", DIFFERS),
    Rule("request-parameter-empty-refused", BREAKING, REQUEST, AREA, "allow-empty", "remove", "the parameter {name} may no longer be empty", NARROWS),
    Rule("request-parameter-empty-allowed", INFO, REQUEST, AREA, "allow-empty", "add", "the parameter {name} may be empty", WIDENS),
    Rule("request-parameter-reserved-refused", INFO, REQUEST, AREA, "allow-reserved", "remove", "reserved characters are percent-encoded in the parameter {name}"),
    Rule("request-parameter-reserved-allowed", INFO, REQUEST, AREA, "allow-reserved", "add", "reserved characters stand for themselves in the parameter {name}"),
)  # fmt: skip
