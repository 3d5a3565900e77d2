"""What to write instead: uses of an old package held against the surface of a new one.

Enters: usages of a module and two surfaces. Leaves: `Advice`. Operations are paired by operationId, which is the
same in every version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from speclift.python_api.followed import Knowledge, Usage
from speclift.python_api.types import admits, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from speclift.diff.change import Change
    from speclift.generate.methods import Method, Parameter
    from speclift.python_api.surface import Surface

Level = Literal["breaking", "warning"]


@dataclass(frozen=True, slots=True)
class Fix:
    """A rename that is certain: of a `module`, of a `keyword` of the call that begins there, of the `path` of a method
    below a client, or of a `name`."""

    kind: Literal["module", "keyword", "path", "name"]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One place that must be looked at: what is wrong there with the new package, and what to write instead. Lines and
    columns count from 1. `fixes` are what `--fix` may do about it, `certain` that nothing is left to do then."""

    level: Level
    line: int
    column: int
    message: str
    instead: str = ""
    end_line: int = 0
    fixes: tuple[Fix, ...] = ()
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Renames:
    """What the comparison of the two documents knows to be the same under another name: operationIds, and fields of
    models as (model, field)."""

    operations: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[tuple[str, str], str] = field(default_factory=dict)


def renames_of(changes: Iterable[Change]) -> Renames:
    """The renames among the changes of the wire."""
    operations: dict[str, str] = {}
    fields: dict[tuple[str, str], str] = {}
    for change in changes:
        if change.rule == "operation-id-changed":
            operations[str(change.old)] = str(change.new)
        elif change.rule.endswith("-property-renamed") and change.location.startswith("schema "):
            model = change.location.removeprefix("schema ").partition(".")[0]
            fields[model, str(change.old)] = str(change.new)
    return Renames(operations, fields)


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


def advise(used: Iterable[Usage], old: Surface, new: Surface, renames: Renames | None = None) -> list[Advice]:
    """What breaks, and what may, in the order of the uses; what is to be said of one place in one message."""
    advisor = _Advisor(old, new, renames or Renames())
    advices: dict[tuple[int, int], list[Advice]] = {}
    for usage in used:
        for advice in advisor.on(usage):
            advices.setdefault((advice.line, advice.column), []).append(advice)
    return [_together(group) for group in advices.values()]


def _together(group: list[Advice]) -> Advice:
    """One message about one place: everything that breaks there, or else everything that may."""
    told = [one for one in group if one.level == "breaking"] or group
    message = "; ".join(dict.fromkeys(advice.message for advice in told))
    fixes = tuple(dict.fromkeys(fix for advice in told for fix in advice.fixes))
    return replace(told[0], message=message, fixes=fixes, certain=all(advice.certain for advice in told))


class _Advisor:
    def __init__(self, old: Surface, new: Surface, renames: Renames) -> None:
        self._old, self._new, self._renames = old, new, renames
        self._old_methods = {".".join(method.path): method for method in old.methods.values()}
        self._new_names = {*new.models, *new.enums, *new.errors, *new.aliases, new.client, f"Async{new.client}"}

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
            case "value":
                yield from self._value(usage)
            case "except":
                yield from self._waited(usage)

    def _now(self, method: Method) -> Method | None:
        """The method that stands for one now: the same operation, or the one that it was renamed to."""
        renamed = self._renames.operations.get(method.operation_id, "")
        return self._new.methods.get(method.operation_id) or self._new.methods.get(renamed)

    def _import(self, usage: Usage) -> Iterator[Advice]:
        if import_name(self._old) != import_name(self._new):
            new = import_name(self._new)
            fix = Fix("module", import_name(self._old), new)
            yield _at(usage, "breaking", f"{usage.subject} is the old package", new, fix)

    def _name(self, usage: Usage) -> Iterator[Advice]:
        owner, _, member = usage.subject.partition(".")
        if owner in (self._old.client, f"Async{self._old.client}"):
            renamed = owner.replace(self._old.client, self._new.client)
            if renamed != owner:
                yield _at(
                    usage, "breaking", f"the client is called {renamed} now", renamed, Fix("name", owner, renamed)
                )
            return
        known = any(owner in part for part in (self._old.models, self._old.enums, self._old.errors, self._old.aliases))
        if not known:
            return
        if owner not in self._new_names:
            yield _at(usage, "breaking", f"{owner} is gone")
        elif member and member in self._old.enums.get(owner, {}) and member not in self._new.enums.get(owner, {}):
            yield self._lost_member(usage, owner, member)

    def _lost_member(self, usage: Usage, owner: str, member: str) -> Advice:
        value = self._old.enums[owner][member]
        now = self._new.enums.get(owner, {})
        renamed = next((name for name, known in now.items() if known == value), "")
        if renamed:
            fix = Fix("name", member, renamed)
            return _at(usage, "breaking", f"{owner}.{member} is called {renamed} now", f"{owner}.{renamed}", fix)
        return _at(usage, "breaking", f"{owner} has no {member} ({value!r}) any more")

    def _call(self, usage: Usage) -> Iterator[Advice]:
        method = self._old_methods.get(usage.subject)
        if method is None:
            return
        if not usage.aliased:
            yield from self._moved(usage, method)
        now = self._now(method)
        if now is None:
            return
        yield from self._keywords(usage, method, now)
        if len(now.positional) < usage.positionals <= len(method.positional):
            yield _at(usage, "breaking", f"{_called(now)} takes {_counted(len(now.positional))}", str(now))
        if not admits(method.result, now.result, self._old, self._new, open_lists=True):
            yield _at(usage, "warning", f"{_called(now)} gives {now.result}, it gave {method.result}")
        if now.deprecated and not method.deprecated:
            yield _at(usage, "warning", f"{_called(now)} is deprecated")

    def _moved(self, usage: Usage, method: Method) -> Iterator[Advice]:
        now = self._now(method)
        if now is None:
            yield _at(usage, "breaking", f"{_called(method)} is gone")
        elif now.path != method.path:
            new = ".".join(now.path)
            fix = Fix("path", usage.subject, new)
            yield _at(usage, "breaking", f"{_called(method)} is called {_called(now)} now", new, fix)

    def _keywords(self, usage: Usage, method: Method, now: Method) -> Iterator[Advice]:
        before = {parameter.name: parameter for parameter in (*method.positional, *method.keywords)}
        after = {parameter.name: parameter for parameter in (*now.positional, *now.keywords)}
        for keyword in usage.keywords:
            if keyword not in before:
                continue
            if keyword not in after:
                renamed = _same_on_the_wire(before[keyword], now)
                if renamed:
                    fix = Fix("keyword", keyword, renamed)
                    yield _at(usage, "breaking", f"{keyword}= is called {renamed}= now", f"{renamed}=", fix)
                else:
                    yield _at(usage, "breaking", f"{_called(now)} takes no {keyword}= any more")
            elif (lost := self._lost(dict(usage.values).get(keyword), before[keyword], after[keyword])) is not None:
                yield _at(usage, "breaking", f"{keyword}= is no longer {lost!r}")
            elif not admits(after[keyword].type, before[keyword].type, self._new, self._old):
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

    def _lost(self, value: str | int | None, before: Parameter, after: Parameter) -> str | int | None:
        """A constant that an argument took and no longer takes."""
        if value is None:
            return None
        constant = f"Literal[{value!r}]"
        took = admits(before.type, constant, self._old, self._old)
        return value if took and not admits(after.type, constant, self._new, self._new) else None

    def _value(self, usage: Usage) -> Iterator[Advice]:
        """A field compared with a constant: one that it may no longer be."""
        model, _, name = usage.subject.partition(".")
        before, after = self._old.models.get(model, {}).get(name), self._new.models.get(model, {}).get(name)
        if before is None or after is None:
            return
        for _, value in usage.values:
            if value in _listed(before, self._old) and value not in _listed(after, self._new, default=value):
                yield _at(usage, "warning", f"{usage.subject} is never {value!r} any more")

    def _waited(self, usage: Usage) -> Iterator[Advice]:
        """An error that is waited for: one that nothing in the block raises any more."""
        if usage.subject not in self._old.errors or usage.subject not in self._new.errors:
            return  # one that is gone is said where it is named
        methods = [method for call in usage.calls if (method := self._old_methods.get(call)) is not None]
        raised = [method for method in methods if usage.subject in method.raises]
        still = [now for method in methods if (now := self._now(method)) is not None and usage.subject in now.raises]
        if raised and not still:
            yield _at(usage, "warning", f"{_called(raised[0])} no longer raises {usage.subject}")

    def _field(self, usage: Usage) -> Iterator[Advice]:
        model, _, name = usage.subject.partition(".")
        before, after = self._old.models.get(model, {}), self._new.models.get(model)
        if name not in before or after is None:
            return
        if name not in after:
            renamed = self._renames.fields.get((model, name), "")
            instead = renamed if renamed in after else ""
            fix = Fix("name", name, instead) if instead else None
            yield _at(usage, "breaking", f"{model} has no {name} any more", instead, fix)
        elif not admits(before[name], after[name], self._old, self._new, open_lists=True):
            yield _at(usage, "warning", f"{model}.{name} is {after[name]}, it was {before[name]}")


def _at(usage: Usage, level: Level, message: str, instead: str = "", fix: Fix | None = None) -> Advice:
    return Advice(level, usage.line, usage.column, message, instead, usage.end_line, (fix,) if fix else (), bool(fix))


def _listed(written: str, surface: Surface, default: str | int | None = None) -> frozenset[object]:
    """The values that a type lists; `default` alone for one that lists none, which may be anything."""
    kinds: set[object] = set()
    for term in terms_of(written, surface):
        if term.value is not None:
            kinds.add(term.value)
        elif term.name in surface.enums:
            kinds |= set(surface.enums[term.name].values())
    return frozenset(kinds or ({default} if default is not None else ()))


def _called(method: Method) -> str:
    return f"{'.'.join(method.path)}()"


def _counted(count: int) -> str:
    return f"{count} positional argument{'' if count == 1 else 's'}"


def _same_on_the_wire(parameter: Parameter, method: Method) -> str:
    wire = (parameter.wire, parameter.location)
    return next((other.name for other in method.keywords if (other.wire, other.location) == wire), "")


def _pages(result: str) -> bool:
    return result.startswith(("Page[", "AsyncPages["))


def _model(annotation: str, surface: Surface) -> str:
    """The model that a written type names, if it names exactly one."""
    words = [word for word in re.findall(r"\w+", annotation) if word in surface.models]
    return words[0] if len(set(words)) == 1 else ""
