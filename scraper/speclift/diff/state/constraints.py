"""Constraints with a value of their own: bounds, lengths, counts, patterns, formats.

Enters: `Here` and the name of a fact that is not equal. Leaves: one difference, with what it does to the admitted
values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.diff.difference import Effect, existence
from speclift.diff.pair.patterns import included, same_pattern
from speclift.document.schema.facts import Bound

if TYPE_CHECKING:
    from speclift.diff.difference import Action
    from speclift.diff.state.here import Here

_INSIDE = {
    ("int32", "int64"),
    ("float", "double"),
    ("int8", "int32"),
    ("int16", "int32"),
    ("int8", "int64"),
    ("int16", "int64"),
}
"""Formats of which the first admits fewer values than the second."""


def lower(here: Here, fact: str) -> None:
    """A least value, length or count."""
    _limit(here, fact, raised=Effect.NARROWS)


def upper(here: Here, fact: str) -> None:
    """A greatest value, length or count."""
    _limit(here, fact, raised=Effect.WIDENS)


def _limit(here: Here, fact: str, raised: Effect) -> None:
    old, new = _both(here, fact)
    if fact in ("minimum", "maximum"):
        of_integers = here.retyped and "fraction" not in here.new.facts.said.get("types", ())
        if of_integers and old is not None and new is not None and old.number == new.number:
            return
    effect = _existence(old, new) or (raised if _more(fact, old, new) else raised.turned())
    here.say(fact, _action(old, new), effect, _shown(old), _shown(new))


def _more(fact: str, old: Any, new: Any) -> bool:
    if isinstance(old, Bound) and isinstance(new, Bound) and old.number == new.number:
        return new.exclusive == (fact == "minimum")
    return bool((new.number if isinstance(new, Bound) else new) > (old.number if isinstance(old, Bound) else old))


def _shown(value: Any) -> Any:
    if isinstance(value, Bound):
        return f"exclusive {value.number:g}" if value.exclusive else value.number
    return value


def _existence(old: Any, new: Any) -> Effect | None:
    if old is None:
        return Effect.NARROWS
    return Effect.WIDENS if new is None else None


def _both(here: Here, fact: str) -> tuple[Any, Any]:
    return here.old.facts.said.get(fact), here.new.facts.said.get(fact)


def _action(old: Any, new: Any) -> Action:
    return existence(old is not None, new is not None)


def multiple(here: Here, fact: str) -> None:
    """The step that numbers come in."""
    old, new = _both(here, fact)
    effect = _existence(old, new)
    if effect is None:
        finer, coarser = _divides(new, old), _divides(old, new)
        effect = Effect.WIDENS if finer else Effect.NARROWS if coarser else Effect.DIFFERS
    here.say(fact, _action(old, new), effect, old, new)


def _divides(step: float, number: float) -> bool:
    ratio = number / step if step else 0.5
    return abs(ratio - round(ratio)) < 1e-9


def pattern(here: Here, fact: str) -> None:
    """The regular expressions that a text must match, all of them."""
    old, new = _both(here, fact)
    effect = _existence(old, new)
    if effect is None:
        lost = [one for one in old if not any(same_pattern(one, other) for other in new)]
        won = [one for one in new if not any(same_pattern(one, other) for other in old)]
        if not lost and not won:
            return
        if len(lost) == len(won) == 1:
            wider, narrower = included(lost[0], won[0]), included(won[0], lost[0])
            effect = Effect.WIDENS if wider else Effect.NARROWS if narrower else Effect.DIFFERS
        else:
            effect = Effect.DIFFERS if lost and won else Effect.NARROWS if won else Effect.WIDENS
    here.say(fact, _action(old, new), effect, _text(old), _text(new))


def _text(patterns: tuple[str, ...] | None) -> str | list[str] | None:
    return None if patterns is None else patterns[0] if len(patterns) == 1 else list(patterns)


def form(here: Here, fact: str) -> None:
    """The format of a text or of a number; what a change of type says already is not said again."""
    if here.retyped and here.old.kind == "number":
        return
    old, new = _both(here, fact)
    effect = _existence(old, new)
    if effect is None:
        effect = Effect.WIDENS if (old, new) in _INSIDE else Effect.NARROWS if (new, old) in _INSIDE else Effect.DIFFERS
    here.say(fact, _action(old, new), effect, old, new)


def content(here: Here, fact: str) -> None:
    """How a text holds other content."""
    old, new = _both(here, fact)
    here.say(fact, _action(old, new), _existence(old, new) or Effect.DIFFERS, old, new)


def unique(here: Here, fact: str) -> None:
    """Whether the elements of an array must differ."""
    old, new = _both(here, fact)
    here.say(fact, _action(old, new), Effect.NARROWS if new else Effect.WIDENS, bool(old), bool(new))
