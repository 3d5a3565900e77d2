# ruff: noqa: E501  (a rule is a row)
"""What changes of a package mean for Python callers: one table.

Who gives an argument or a field of a request fails when less is accepted; who gets a result fails when it may be more
than it was. Values that a package does not know are kept as received, so one more breaks nobody."""

from speclift.diff.change import Level
from speclift.python_api.change import PythonChange, PythonRule

BREAKING, WARNING, INFO = Level.BREAKING, Level.WARNING, Level.INFO

RULES = (
    PythonRule("python-client-renamed", BREAKING, "change", "is now {new}"),
    PythonRule("python-method-added", INFO, "add", "was added"),
    PythonRule("python-method-removed", BREAKING, "remove", "was removed"),
    PythonRule("python-method-moved", BREAKING, "change", "is now {new}"),
    PythonRule("python-method-deprecated", INFO, "change", "is deprecated"),
    PythonRule("python-positional-changed", BREAKING, "change", "takes {new} by position, no longer {old}"),
    PythonRule("python-positional-swapped", BREAKING, "change", "takes {new} by position, no longer {old}: the same call means something else"),
    PythonRule("python-positional-renamed", BREAKING, "change", "calls {old} now {new}: it breaks who gives it by name"),
    PythonRule("python-keyword-added", INFO, "add", "takes keyword {name}"),
    PythonRule("python-required-keyword-added", BREAKING, "add", "demands keyword {name}"),
    PythonRule("python-keyword-removed", BREAKING, "remove", "lost keyword {name}"),
    PythonRule("python-keyword-renamed", BREAKING, "change", "calls keyword {old} now {new}"),
    PythonRule("python-keyword-became-required", BREAKING, "change", "demands keyword {name}"),
    PythonRule("python-keyword-became-optional", INFO, "change", "can do without keyword {name}"),
    PythonRule("python-argument-widened", INFO, "change", "takes {name} as {new}, no longer as {old}"),
    PythonRule("python-argument-narrowed", BREAKING, "change", "takes {name} as {new}, no longer as {old}"),
    PythonRule("python-result-narrowed", INFO, "change", "returns {new}, no longer {old}"),
    PythonRule("python-result-changed", BREAKING, "change", "returns {new}, no longer {old}"),
    PythonRule("python-error-raised", INFO, "add", "may raise {name}"),
    # Nobody fails, but code that waits for it waits in vain.
    PythonRule("python-error-no-longer-raised", WARNING, "remove", "no longer raises {name}"),
    PythonRule("python-class-added", INFO, "add", "was added"),
    PythonRule("python-class-removed", BREAKING, "remove", "was removed"),
    PythonRule("python-field-added", INFO, "add", "was added"),
    PythonRule("python-field-removed", BREAKING, "remove", "was removed"),
    PythonRule("python-field-narrowed", INFO, "change", "is {new}, no longer {old}"),
    PythonRule("python-field-changed", BREAKING, "change", "is {new}, no longer {old}"),
    PythonRule("python-sent-field-added", INFO, "add", "was added"),
    PythonRule("python-required-sent-field-added", BREAKING, "add", "was added and must be given"),
    PythonRule("python-sent-field-removed", BREAKING, "remove", "was removed"),
    PythonRule("python-sent-field-became-required", BREAKING, "change", "must be given"),
    PythonRule("python-sent-field-became-optional", INFO, "change", "need not be given"),
    PythonRule("python-sent-field-widened", INFO, "change", "takes {new}, no longer {old}"),
    PythonRule("python-sent-field-narrowed", BREAKING, "change", "takes {new}, no longer {old}"),
    PythonRule("python-union-kept", INFO, "change", "is {new}, no longer {old}"),
    PythonRule("python-union-changed", BREAKING, "change", "is {new}, no longer {old}"),
    # Values that a package does not know are kept as received.
    PythonRule("python-member-added", INFO, "add", "was added"),
    PythonRule("python-member-removed", BREAKING, "remove", "was removed"),
    PythonRule("python-member-changed", BREAKING, "change", "stands for {new}, no longer for {old}"),
    PythonRule("python-error-class-added", INFO, "add", "was added"),
    PythonRule("python-error-class-removed", BREAKING, "remove", "was removed: nothing raises it"),
    PythonRule("python-error-base-changed", BREAKING, "change", "is a {new}, no longer a {old}"),
)  # fmt: skip

_BY_ID = {rule.id: rule for rule in RULES}


def judged(
    rule: str, subject: str, *, old: str = "", new: str = "", name: str = "", operation_id: str = ""
) -> PythonChange:
    """The change that a rule of the table says of a subject."""
    row = _BY_ID[rule]
    return PythonChange(row.id, row.level, row.action, subject, row.text, old, new, name, operation_id)
