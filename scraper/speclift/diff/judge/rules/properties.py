# ruff: noqa: E501  (a rule is a row)
"""Fields of objects.

A new field in an answer is ignored by callers (tolerant readers) and a new optional one in a request is left out,
whatever `additionalProperties` says. A field that is gone is missed by whoever read it, required or not; and one that
may no longer be sent cannot say what it said."""

from speclift.diff.judge.rule import (
    BREAKING,
    DIFFERS,
    INFO,
    NARROWS,
    REQUEST,
    RESPONSE,
    WARNING,
    WIDENS,
    Rule,
    mirrored,
)  # fmt: skip

AREA = "properties"
REQUIRED, UNDECLARED = frozenset({"required"}), frozenset({"undeclared"})

RULES = (
    # Only where messages are XML does anybody see how a field is written in it.
    Rule("request-xml-changed", BREAKING, REQUEST, AREA, "xml", "change", "its form in XML changed from {old} to {new}", DIFFERS, frozenset({"xml"})),
    Rule("response-xml-changed", BREAKING, RESPONSE, AREA, "xml", "change", "its form in XML changed from {old} to {new}", DIFFERS, frozenset({"xml"})),
    Rule("request-required-property-added", BREAKING, REQUEST, AREA, "property", "add", "the required field {name} was added", NARROWS),
    Rule("request-optional-property-added", INFO, REQUEST, AREA, "property", "add", "the optional field {name} was added"),
    Rule("request-property-removed-deprecated", BREAKING, REQUEST, AREA, "property", "remove", "the field {name}, which was deprecated, was removed", when=frozenset({"deprecated"})),
    Rule("response-property-removed-deprecated", BREAKING, RESPONSE, AREA, "property", "remove", "the field {name}, which was deprecated, was removed", when=frozenset({"deprecated"})),
    Rule("request-property-removed", BREAKING, REQUEST, AREA, "property", "remove", "the field {name} was removed"),
    Rule("response-property-added", INFO, RESPONSE, AREA, "property", "add", "the field {name} was added"),
    Rule("response-required-property-removed", BREAKING, RESPONSE, AREA, "property", "remove", "the field {name} was removed", when=REQUIRED),
    Rule("response-optional-property-removed", BREAKING, RESPONSE, AREA, "property", "remove", "the optional field {name} was removed"),
    *mirrored("property-renamed", "change", "property-name", DIFFERS, "the field {old} was renamed to {new}", area=AREA),
    # A field that no schema describes may be sent already, or not.
    Rule("request-undeclared-property-required", WARNING, REQUEST, AREA, "required", "add", "the field {name}, which is not described, became required", when=UNDECLARED),
    Rule("response-undeclared-property-optional", WARNING, RESPONSE, AREA, "required", "remove", "the field {name}, which is not described, became optional", when=UNDECLARED),
    *mirrored("property-became-required", "add", "required", NARROWS, "the field {name} became required", area=AREA),
    *mirrored("property-became-optional", "remove", "required", WIDENS, "the field {name} became optional", area=AREA),
    # Callers who sent it are no longer heard; the document does not say that they are refused.
    Rule("request-property-became-read-only", WARNING, REQUEST, AREA, "read-only", "add", "the field became read-only: it is no longer sent"),
    Rule("request-property-became-writable", INFO, REQUEST, AREA, "read-only", "remove", "the field is no longer read-only"),
    Rule("request-read-only-property-demanded", BREAKING, REQUEST, AREA, "required-read-only", "remove", "the required field {name} is no longer read-only: it must be sent", NARROWS),
    Rule("response-property-became-read-only", INFO, RESPONSE, AREA, "read-only", "add", "the field became read-only"),
    Rule("response-property-became-writable", INFO, RESPONSE, AREA, "read-only", "remove", "the field is no longer read-only"),
    Rule("response-property-became-write-only", BREAKING, RESPONSE, AREA, "write-only", "add", "the field became write-only: it is no longer answered"),
    Rule("response-property-became-readable", INFO, RESPONSE, AREA, "write-only", "remove", "the field is no longer write-only"),
    Rule("request-property-became-write-only", INFO, REQUEST, AREA, "write-only", "add", "the field became write-only"),
    Rule("request-property-became-readable", INFO, REQUEST, AREA, "write-only", "remove", "the field is no longer write-only"),
)  # fmt: skip
