# ruff: noqa: E501  (a rule is a row)
"""Statuses, response bodies, headers and links.

A caller acts on the success that he knows: one that is gone breaks him, one more is for those who asked for it. An
error that no longer happens breaks nobody, but code that waits for it waits in vain. What a server answers beyond the
document is ignored by callers (tolerant readers), what it no longer answers is missed."""

from speclift.diff.judge.rule import BREAKING, DIFFERS, INFO, NARROWS, RESPONSE, WARNING, WIDENS, Rule

AREA, HEADERS = "responses", "headers"

RULES = (
    Rule("response-status-covered", INFO, RESPONSE, AREA, "response", "remove", "the response {old} falls under the default now", when=frozenset({"error", "covered"})),
    Rule("response-success-removed", BREAKING, RESPONSE, AREA, "response", "remove", "the response {old} was removed", when=frozenset({"success"})),
    Rule("response-error-removed", WARNING, RESPONSE, AREA, "response", "remove", "the error response {old} was removed", when=frozenset({"error"})),
    Rule("response-default-removed", WARNING, RESPONSE, AREA, "response", "remove", "the default response was removed", when=frozenset({"default"})),
    Rule("response-success-added", INFO, RESPONSE, AREA, "response", "add", "the response {new} was added", when=frozenset({"success"})),
    Rule("response-error-added", INFO, RESPONSE, AREA, "response", "add", "the error response {new} was added", when=frozenset({"error"})),
    Rule("response-default-added", INFO, RESPONSE, AREA, "response", "add", "a default response was added", when=frozenset({"default"})),
    Rule("response-status-changed", BREAKING, RESPONSE, AREA, "response-status", "change", "the success status changed from {old} to {new}", DIFFERS),
    Rule("response-status-generalised", BREAKING, RESPONSE, AREA, "response-status", "change", "the success status {old} became the range {new}", WIDENS),
    Rule("response-status-specialised", INFO, RESPONSE, AREA, "response-status", "change", "the range of success {old} became {new}", NARROWS),
    Rule("response-body-removed", BREAKING, RESPONSE, AREA, "response-body", "remove", "the body was removed"),
    Rule("response-body-added", INFO, RESPONSE, AREA, "response-body", "add", "a body was added"),
    Rule("response-required-header-removed", BREAKING, RESPONSE, HEADERS, "header", "remove", "the header {old} was removed", when=frozenset({"required"})),
    Rule("response-header-removed", BREAKING, RESPONSE, HEADERS, "header", "remove", "the header {old} was removed"),
    Rule("response-header-added", INFO, RESPONSE, HEADERS, "header", "add", "the header {new} was added"),
    Rule("response-header-became-optional", BREAKING, RESPONSE, HEADERS, "header-required", "remove", "the header {name} became optional", WIDENS),
    Rule("response-header-became-required", INFO, RESPONSE, HEADERS, "header-required", "add", "the header {name} is always sent", NARROWS),
    Rule("response-header-deprecated", INFO, RESPONSE, HEADERS, "header-deprecated", "add", "the header {name} is deprecated"),
    Rule("response-header-undeprecated", INFO, RESPONSE, HEADERS, "header-deprecated", "remove", "the header {name} is no longer deprecated"),
    Rule("response-link-removed", WARNING, RESPONSE, AREA, "link", "remove", "the link {old} was removed"),
    Rule("response-link-added", INFO, RESPONSE, AREA, "link", "add", "the link {new} was added"),
)  # fmt: skip
