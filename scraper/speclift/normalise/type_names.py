"""Types in the words of findings.

Enters: a type. Leaves: words.
"""

from __future__ import annotations

from speclift.model.api import AnyOf, Anything, ListOf, Reference, Scalar, Type


def described_as(made: Type) -> str:
    """What a type is called in a finding: "string", "array", an object's name, "string or integer"."""
    match made:
        case Scalar(kind=kind):
            return kind
        case ListOf():
            return "array"
        case Reference(name=name):
            return name
        case AnyOf(options=options):
            return " or ".join(dict.fromkeys(described_as(option) for option in options))
        case Anything():
            return "any value"
    return "object"


def spoken(kind: str) -> str:
    """The same with its article: "a string", "an array", "any value", "a string or an integer"."""
    if " or " in kind:
        return " or ".join(spoken(part) for part in kind.split(" or "))
    article = "an" if kind[:1] in "aio" and kind != "one" and not kind[:1].isupper() else "a"
    return kind if kind == "any value" else f"{article} {kind}"
