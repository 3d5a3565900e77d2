"""What changed about the classes of a package: models, enumerations, unions that have a name.

Enters: two surfaces. Leaves: `PythonChange`s. A class that callers give is judged by what is still accepted, one that
they get by what is still expected, one that they do both with by the worse of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.python_api.rules import judged
from speclift.python_api.types import admits, names_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from speclift.python_api.change import PythonChange
    from speclift.python_api.surface import Surface

_LEFT_OUT = " | Unset"


class Classes:
    """How the types of two surfaces relate, and who gives the values of a class: callers, the package, or both."""

    def __init__(self, old: Surface, new: Surface) -> None:
        self._old, self._new = old, new
        self._given = _reached(old, sent=True) | _reached(new, sent=True) | {*old.bodies, *new.bodies}
        self._got = _reached(old, sent=False) | _reached(new, sent=False)

    def changes(self) -> Iterator[PythonChange]:
        """Models first, then enumerations, then unions; in each what stayed or came, then what is gone."""
        yield from _existence(self._old.models, self._new.models, self._model)
        yield from _existence(self._old.enums, self._new.enums, _members)
        yield from _existence(_named(self._old), _named(self._new), self._union)

    def still_accepted(self, old: str, new: str) -> bool:
        """Whether an argument takes everything that it took."""
        return admits(new, old, self._new, self._old)

    def still_expected(self, old: str, new: str) -> bool:
        """Whether a result is nothing that it was not before, but for values that a package keeps."""
        return admits(old, new, self._old, self._new, open_lists=True)

    def _is_got(self, name: str) -> bool:
        """Whether results hold values of a class; what no method names is taken to be one of them."""
        return name in self._got or name not in self._given

    def _model(self, model: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PythonChange]:
        read = {change.subject: change for change in self._read(model, old, new)} if self._is_got(model) else {}
        before, after = self._old.sent.get(model), self._new.sent.get(model)
        sent: dict[str, PythonChange] = {}
        if model in self._given and before is not None and after is not None:
            sent = {change.subject: change for change in self._sent(model, before, after)}
        for subject in dict.fromkeys((*read, *sent)):
            both = [change for change in (read.get(subject), sent.get(subject)) if change is not None]
            yield max(both, key=lambda change: change.level)

    def _read(self, model: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PythonChange]:
        for name, kind in old.items():
            subject = f"{model}.{name}"
            if name not in new:
                yield judged("python-field-removed", subject, name=name, old=kind)
            elif new[name] != kind:
                rule = "python-field-narrowed" if self.still_expected(kind, new[name]) else "python-field-changed"
                yield judged(rule, subject, name=name, old=kind, new=new[name])
        for name, kind in new.items():
            if name not in old:
                yield judged("python-field-added", f"{model}.{name}", name=name, new=kind)

    def _sent(self, model: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PythonChange]:
        for name, kind in old.items():
            subject = f"{model}.{name}"
            if name not in new:
                yield judged("python-sent-field-removed", subject, name=name, old=_value(kind))
                continue
            before, after = _value(kind), _value(new[name])
            if not self.still_accepted(before, after):
                yield judged("python-sent-field-narrowed", subject, name=name, old=before, new=after)
            elif _must(new[name]) and not _must(kind):
                yield judged("python-sent-field-became-required", subject, name=name, old=before, new=after)
            elif _must(kind) and not _must(new[name]):
                yield judged("python-sent-field-became-optional", subject, name=name, old=before, new=after)
            elif before != after:
                yield judged("python-sent-field-widened", subject, name=name, old=before, new=after)
        for name, kind in new.items():
            if name not in old:
                rule = "python-required-sent-field-added" if _must(kind) else "python-sent-field-added"
                yield judged(rule, f"{model}.{name}", name=name, new=_value(kind))

    def _union(self, name: str, old: str, new: str) -> Iterator[PythonChange]:
        if old == new:
            return
        expected = not self._is_got(name) or self.still_expected(old, new)
        before, after = (surface.aliases.get(f"{name}Like", written)
                         for surface, written in ((self._old, old), (self._new, new)))  # fmt: skip
        accepted = name not in self._given or self.still_accepted(before, after)
        yield judged("python-union-kept" if expected and accepted else "python-union-changed", name, old=old, new=new)


def _existence(
    old: Mapping[str, Any], new: Mapping[str, Any], inside: Callable[[str, Any, Any], Iterator[PythonChange]]
) -> Iterator[PythonChange]:
    for name, members in new.items():
        if name in old:
            yield from inside(name, old[name], members)
        else:
            yield judged("python-class-added", name)
    for name in old:
        if name not in new:
            yield judged("python-class-removed", name)


def _members(enum: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[PythonChange]:
    for name, value in old.items():
        if name not in new:
            yield judged("python-member-removed", f"{enum}.{name}", old=str(value))
        elif new[name] != value:
            yield judged("python-member-changed", f"{enum}.{name}", old=str(value), new=str(new[name]))
    for name, value in new.items():
        if name not in old:
            yield judged("python-member-added", f"{enum}.{name}", new=str(value))


def _named(surface: Surface) -> dict[str, str]:
    """The unions and lists of values that callers can import: not the wider forms that arguments accept."""
    classes = surface.models.keys() | surface.enums.keys()
    return {
        name: written
        for name, written in surface.aliases.items()
        if name.removesuffix("Like") == name
        or name.removesuffix("Like") not in classes | surface.aliases.keys()
    }  # fmt: skip


def _must(written: str) -> bool:
    """Whether callers must give a field of this type."""
    return not written.endswith(_LEFT_OUT)


def _value(written: str) -> str:
    return written.removesuffix(_LEFT_OUT)


def _reached(surface: Surface, *, sent: bool) -> frozenset[str]:
    """The classes that arguments take (or that results hold), those in their fields too."""
    fields = surface.sent if sent else surface.models
    names: set[str] = set()
    waiting: list[str] = []
    for method in surface.methods.values():
        if sent:
            waiting += [argument.type for argument in (*method.positional, *method.keywords)]
        else:
            waiting.append(method.result)
    while waiting:
        for name in names_in(waiting.pop()):
            plain = name.removesuffix("Like") if name not in fields and name not in surface.enums else name
            if plain not in names:
                names.add(plain)
                waiting += fields.get(plain, {}).values()
                waiting += [surface.aliases[alias] for alias in {name, plain} if alias in surface.aliases]
    return frozenset(names)
