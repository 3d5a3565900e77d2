# ruff: noqa: E501  (a rule is a row)
"""Defaults and deprecation of fields and parameters.

A caller who leaves a value out relies on what it then is: another default does something else for him, though every
request that was valid still is. A default written down or taken out leaves the server as it may have been all along.
"""

from speclift.diff.judge.rule import BREAKING, INFO, REQUEST, RESPONSE, WARNING, Rule

AREA = "schema"

RULES = (
    # Nobody may leave a required parameter out, so its default is never met.
    Rule("request-required-default-changed", INFO, REQUEST, AREA, "default", "change", "the default changed from {old} to {new}, of a value that must be given", when=frozenset({"parameter", "required"})),
    Rule("request-value-default-changed", BREAKING, REQUEST, AREA, "default", "change", "the default changed from {old} to {new}"),
    Rule("request-value-default-added", WARNING, REQUEST, AREA, "default", "add", "the default {new} was added"),
    Rule("request-value-default-removed", WARNING, REQUEST, AREA, "default", "remove", "the default {old} was removed"),
    Rule("response-value-default-changed", INFO, RESPONSE, AREA, "default", "change", "the default changed from {old} to {new}"),
    Rule("response-value-default-added", INFO, RESPONSE, AREA, "default", "add", "the default {new} was added"),
    Rule("response-value-default-removed", INFO, RESPONSE, AREA, "default", "remove", "the default {old} was removed"),
    Rule("request-deprecated", INFO, REQUEST, AREA, "deprecated", "add", "it is deprecated"),
    Rule("request-undeprecated", INFO, REQUEST, AREA, "deprecated", "remove", "it is no longer deprecated"),
    Rule("response-deprecated", INFO, RESPONSE, AREA, "deprecated", "add", "it is deprecated"),
    Rule("response-undeprecated", INFO, RESPONSE, AREA, "deprecated", "remove", "it is no longer deprecated"),
)  # fmt: skip
