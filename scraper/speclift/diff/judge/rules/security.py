# ruff: noqa: E501  (a rule is a row)
"""Who may call. Alternatives are a choice of the caller's: one less breaks those who took it, one more nobody;
schemes and scopes inside one are demanded together."""

from speclift.diff.judge.rule import BOTH, BREAKING, DIFFERS, INFO, NARROWS, NONE, WARNING, WIDENS, Rule

AREA = "security"

RULES = (
    Rule("authentication-added", BREAKING, BOTH, AREA, "authentication", "add", "authentication is demanded now: {new}", NARROWS),
    Rule("authentication-removed", INFO, BOTH, AREA, "authentication", "remove", "authentication is no longer demanded: {old}"),
    Rule("security-removed", BREAKING, BOTH, AREA, "security", "remove", "{old} is no longer accepted", NARROWS),
    Rule("security-covered", INFO, BOTH, AREA, "security", "remove", "{old} is more than is demanded now", NONE),
    Rule("security-added", INFO, BOTH, AREA, "security", "add", "{new} is accepted"),
    Rule("security-changed", BREAKING, BOTH, AREA, "security", "change", "{new} is demanded, no longer {old}", DIFFERS),
    Rule("security-relaxed", INFO, BOTH, AREA, "security", "change", "{new} is enough, no longer {old}", WIDENS),
    Rule("security-scope-added", BREAKING, BOTH, AREA, "security-scope", "add", "the scope {new} of {name} is demanded", NARROWS),
    Rule("security-scope-removed", INFO, BOTH, AREA, "security-scope", "remove", "the scope {old} of {name} is no longer demanded", WIDENS),
    Rule("security-scheme-changed", BREAKING, BOTH, AREA, "security-scheme", "change", "{name} changed from {old} to {new}", DIFFERS),
    Rule("security-scheme-deprecated", INFO, BOTH, AREA, "security-deprecated", "add", "{name} is deprecated"),
    Rule("security-scheme-no-longer-deprecated", INFO, BOTH, AREA, "security-deprecated", "remove", "{name} is no longer deprecated"),
    # The old address may go on answering; the document does not say.
    Rule("oauth-address-changed", WARNING, BOTH, AREA, "oauth-address", "change", "{name} changed from {old} to {new}", DIFFERS),
    Rule("oauth-flow-removed", BREAKING, BOTH, AREA, "oauth-flow", "remove", "the flow {old} of {name} was removed", NARROWS),
    Rule("oauth-flow-added", INFO, BOTH, AREA, "oauth-flow", "add", "the flow {new} of {name} was added", WIDENS),
    # Operations that demand it are judged by what they demand.
    Rule("oauth-scope-removed", WARNING, BOTH, AREA, "oauth-scope", "remove", "the scope {old} of {name} was removed", NARROWS),
    Rule("oauth-scope-added", INFO, BOTH, AREA, "oauth-scope", "add", "the scope {new} of {name} was added", WIDENS),
)  # fmt: skip
