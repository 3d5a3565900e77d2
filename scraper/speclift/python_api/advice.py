"""What to write instead: uses of an old package held against the surface of a new one.

Enters: usages of a module and two surfaces. Leaves: `Advice`. Operations are paired by operationId, which is the
same in every version.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from speclift.python_api.usages import Knowledge, Usage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclift.generate.methods import Method, Parameter
    from speclift.python_api.surface import Surface

Level = Literal["breaking", "warning"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One place that must be looked at: what is wrong there with the new package, and what to write instead."""

    level: Level
    line: int
    column: int
    message: str
    instead: str = ""


def knowledge_of(surface: Surface) -> Knowledge:
    """What following names through a module needs to know of the package that it uses."""
    methods = {".".join(method.path): method for method in surface.methods.values()}

    def result_of(path: str) -> str:
        method = methods.get(path)
        return _model(method.result, surface) if method and not _pages(method.result) else ""

    def item_of(path: str) -> str:
        method = methods.get(path)
        return _model(method.result, surface) if method and _pages(method.result) else ""

    def field_of(model: str, name: str) -> str:
        if not name:
            return model if model in surface.models else ""
        annotation = surface.models.get(model, {}).get(name, "")
        found = _model(annotation, surface)
        return f"{found}[]" if found and "list[" in annotation else found

    return Knowledge(
        module=import_name(surface),
        clients=frozenset({surface.client, f"Async{surface.client}"}),
        result_of=result_of,
        item_of=item_of,
        field_of=field_of,
    )


def import_name(surface: Surface) -> str:
    """The name that a package imports as."""
    return re.sub(r"\W", "_", surface.package)


def advise(used: Iterable[Usage], old: Surface, new: Surface) -> list[Advice]:
    """What breaks, and what may, in the order of the uses."""
    advisor = _Advisor(old, new)
    return [advice for usage in used for advice in advisor.on(usage)]


class _Advisor:
    def __init__(self, old: Surface, new: Surface) -> None:
        self._old, self._new = old, new
        self._old_methods = {".".join(method.path): method for method in old.methods.values()}
        self._new_names = {*new.models, *new.enums, *new.errors, new.client, f"Async{new.client}"}

    def on(self, usage: Usage) -> Iterator[Advice]:
        match usage.kind:
            case "import":
                yield from self._import(usage)
            case "name":
                yield from self._name(usage)
            case "call":
                yield from self._call(usage)
            case "attribute":
                method = self._old_methods.get(usage.subject)
                if method is not None:
                    yield from self._moved(usage, method)
            case "field":
                yield from self._field(usage)

    def _import(self, usage: Usage) -> Iterator[Advice]:
        if import_name(self._old) != import_name(self._new):
            yield _at(usage, "breaking", f"{usage.subject} is the old package", import_name(self._new))

    def _name(self, usage: Usage) -> Iterator[Advice]:
        owner, _, member = usage.subject.partition(".")
        if owner in (self._old.client, f"Async{self._old.client}"):
            renamed = owner.replace(self._old.client, self._new.client)
            if renamed != owner:
                yield _at(usage, "breaking", f"the client is called {renamed} now", renamed)
            return
        known = owner in self._old.models or owner in self._old.enums or owner in self._old.errors
        if not known:
            return
        if owner not in self._new_names:
            yield _at(usage, "breaking", f"{owner} is gone", _closest(owner, self._new_names))
        elif member and member in self._old.enums.get(owner, {}) and member not in self._new.enums.get(owner, {}):
            yield self._lost_member(usage, owner, member)

    def _lost_member(self, usage: Usage, owner: str, member: str) -> Advice:
        value = self._old.enums[owner][member]
        now = self._new.enums.get(owner, {})
        renamed = next((name for name, known in now.items() if known == value), "")
        if renamed:
            return _at(usage, "breaking", f"{owner}.{member} is called {renamed} now", f"{owner}.{renamed}")
        return _at(usage, "breaking", f"{owner} has no {member} ({value!r}) any more", _closest(member, now))

    def _call(self, usage: Usage) -> Iterator[Advice]:
        method = self._old_methods.get(usage.subject)
        if method is None:
            return
        yield from self._moved(usage, method)
        now = self._new.methods.get(method.operation_id)
        if now is None:
            return
        yield from self._keywords(usage, method, now)
        if len(now.positional) < usage.positionals <= len(method.positional):
            yield _at(usage, "breaking", f"{_called(now)} takes {_counted(len(now.positional))}", str(now))
        if now.result != method.result:
            yield _at(usage, "warning", f"{_called(now)} gives {now.result}, it gave {method.result}")
        if now.deprecated and not method.deprecated:
            yield _at(usage, "warning", f"{_called(now)} is deprecated")

    def _moved(self, usage: Usage, method: Method) -> Iterator[Advice]:
        now = self._new.methods.get(method.operation_id)
        if now is None:
            alike = [".".join(other.path) for other in self._new.methods.values() if other.path[-1] == method.path[-1]]
            closest = _closest(usage.subject, alike)
            yield _at(usage, "breaking", f"{_called(method)} is gone", closest)
        elif now.path != method.path:
            yield _at(usage, "breaking", f"{_called(method)} is called {_called(now)} now", ".".join(now.path))

    def _keywords(self, usage: Usage, method: Method, now: Method) -> Iterator[Advice]:
        before = {parameter.name: parameter for parameter in (*method.positional, *method.keywords)}
        after = {parameter.name: parameter for parameter in (*now.positional, *now.keywords)}
        for keyword in usage.keywords:
            if keyword not in before:
                continue
            if keyword not in after:
                renamed = _same_on_the_wire(before[keyword], now)
                if renamed:
                    yield _at(usage, "breaking", f"{keyword}= is called {renamed}= now", f"{renamed}=")
                else:
                    yield _at(
                        usage, "breaking", f"{_called(now)} takes no {keyword}= any more", _closest(keyword, after)
                    )
            elif after[keyword].type != before[keyword].type:
                yield _at(usage, "warning", f"{keyword}= takes {after[keyword].type}, it took {before[keyword].type}")
        if usage.open_ended:
            return
        for parameter in now.keywords:
            if parameter.required and parameter.name not in usage.keywords:
                known = before.get(parameter.name)
                if known is None or not known.required:
                    message = f"{_called(now)} must be given {parameter.name}="
                    yield _at(usage, "breaking", message, f"{parameter.name}=…")
        missing = len(now.positional) - usage.positionals
        if missing > 0 and len(now.positional) > len(method.positional):
            yield _at(usage, "breaking", f"{_called(now)} takes {_counted(len(now.positional))}", str(now))

    def _field(self, usage: Usage) -> Iterator[Advice]:
        model, _, name = usage.subject.partition(".")
        before, after = self._old.models.get(model, {}), self._new.models.get(model)
        if name not in before or after is None:
            return
        if name not in after:
            yield _at(usage, "breaking", f"{model} has no {name} any more", _closest(name, after))
        elif after[name] != before[name]:
            yield _at(usage, "warning", f"{model}.{name} is {after[name]}, it was {before[name]}")


def _at(usage: Usage, level: Level, message: str, instead: str = "") -> Advice:
    return Advice(level, usage.line, usage.column, message, instead)


def _called(method: Method) -> str:
    return f"{'.'.join(method.path)}()"


def _counted(count: int) -> str:
    return f"{count} positional argument{'' if count == 1 else 's'}"


def _same_on_the_wire(parameter: Parameter, method: Method) -> str:
    wire = (parameter.wire, parameter.location)
    return next((other.name for other in method.keywords if (other.wire, other.location) == wire), "")


def _closest(name: str, names: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(name, list(names), n=1, cutoff=0.75)), "")


def _pages(result: str) -> bool:
    return result.startswith(("Page[", "AsyncPages["))


def _model(annotation: str, surface: Surface) -> str:
    """The model that a written type names, if it names exactly one."""
    found = [word for word in re.findall(r"\w+", annotation) if word in surface.models]
    return found[0] if len(set(found)) == 1 else ""
