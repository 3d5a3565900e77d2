# ruff: noqa: E501  (a rule is a row)
"""Where operations stand. The old address may go on answering, which no document says; another path below the host
does not unless somebody sees to it. A version in the address that is the document's own version is what tells the two
apart."""

from speclift.diff.judge.rule import BOTH, BREAKING, DIFFERS, INFO, NARROWS, WARNING, WIDENS, Rule

AREA = "servers"

RULES = (
    Rule("server-version-changed", INFO, BOTH, AREA, "server", "change", "the address changed with the version, from {old} to {new}", DIFFERS, frozenset({"version"})),
    Rule("server-path-changed", BREAKING, BOTH, AREA, "server", "change", "the base address changed from {old} to {new}", DIFFERS, frozenset({"path"})),
    Rule("server-host-changed", WARNING, BOTH, AREA, "server", "change", "the host changed from {old} to {new}", DIFFERS, frozenset({"host"})),
    Rule("server-variable-default-changed", WARNING, BOTH, AREA, "server-variable-default", "change", "the default of {name} in the address changed from {old} to {new}", DIFFERS),
    Rule("server-variable-value-removed", BREAKING, BOTH, AREA, "server-variable-value", "remove", "{name} in the address may no longer be {old}", NARROWS),
    Rule("server-variable-value-added", INFO, BOTH, AREA, "server-variable-value", "add", "{name} in the address may be {new}", WIDENS),
    Rule("server-variable-limited", BREAKING, BOTH, AREA, "server-variable-list", "add", "{name} in the address is limited to {new}", NARROWS),
    Rule("server-variable-freed", INFO, BOTH, AREA, "server-variable-list", "remove", "{name} in the address is no longer limited to {old}", WIDENS),
    Rule("server-removed", WARNING, BOTH, AREA, "server", "remove", "the server {old} was removed", NARROWS),
    Rule("server-added", INFO, BOTH, AREA, "server", "add", "the server {new} was added", WIDENS),
)  # fmt: skip
