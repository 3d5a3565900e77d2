"""What the changes of a document mean for the Python package that is generated from it.

Enters: two documents. Leaves: `PythonChange`s. What the wire takes as the same can break a caller (an operationId
renamed, a field that became a class of its own), and the other way round; so the two surfaces are compared, not the
changes translated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.diff.change import Level
from speclift.diff.wording import Style, worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclift.diff.difference import Action
    from speclift.generate.methods import Method, Parameter
    from speclift.python_api.surface import Surface

BREAKING, WARNING, INFO = Level.BREAKING, Level.WARNING, Level.INFO


@dataclass(frozen=True, slots=True)
class PythonChange:
    """One thing that a caller in Python meets. `subject` is a call (`server.users.list()`) or a name of the package,
    `text` a sentence about it with `{name}`, `{old}` and `{new}`."""

    level: Level
    action: Action
    subject: str
    text: str
    old: str = ""
    new: str = ""
    name: str = ""
    operation_id: str = ""

    def explain(self, style: Style = "plain") -> str:
        """What happened, in one line: `server.users.list() lost keyword 'page_id'`."""
        sentence = worded(self.text, style, name=self.name, old=self.old, new=self.new)
        subject = self.subject if style == "plain" else worded("{name}", style, name=self.subject)
        return f"{subject} {sentence}"


def python_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[PythonChange]:
    """Every change of what callers can write. Raises `InputError` for a document that no package can be made of."""
    from speclift.python_api.surface import surface  # the generator is heavy, and wanted only here

    return compare_surfaces(surface(old), surface(new))


def compare_surfaces(old: Surface, new: Surface) -> list[PythonChange]:
    """Every change between two surfaces: methods in the order of the new one, what is gone last, then models."""
    found: list[PythonChange] = []
    if old.client != new.client:
        found.append(PythonChange(BREAKING, "change", old.client, "is now {new}", old.client, new.client))
    receiver = _receiver(new.client)
    # An operation that was given another operationId is, to callers, what stands where it stood.
    left = {method.path: method for name, method in old.methods.items() if name not in new.methods}
    for operation_id, method in new.methods.items():
        before = old.methods.get(operation_id) or left.pop(method.path, None)
        if before is None:
            found.append(_about(method, receiver, INFO, "add", "was added"))
        else:
            found += _methods(before, method, receiver)
    found += [_about(method, receiver, BREAKING, "remove", "was removed") for method in left.values()]
    found += _classes(old.models, new.models, _fields)
    found += _classes(old.enums, new.enums, _members)
    for name, base in old.errors.items():
        if name not in new.errors:
            found.append(PythonChange(BREAKING, "remove", name, "was removed: nothing raises it"))
        elif new.errors[name] != base:
            found.append(
                PythonChange(BREAKING, "change", name, "is a {new}, no longer a {old}", base, new.errors[name])
            )
    found += [PythonChange(INFO, "add", name, "was added") for name in new.errors if name not in old.errors]
    return found


def _receiver(client: str) -> str:
    """What an instance of the client is called in examples: `server` for `TrueConfServer`."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+", client)
    return words[-1].lower() if words else "client"


def _call(method: Method, receiver: str) -> str:
    return f"{receiver}.{'.'.join(method.path)}()"


def _about(method: Method, receiver: str, level: Level, action: Action, text: str, **values: str) -> PythonChange:
    return PythonChange(level, action, _call(method, receiver), text, operation_id=method.operation_id, **values)


def _methods(old: Method, new: Method, receiver: str) -> Iterator[PythonChange]:
    if old.path != new.path:
        text = f"is now {_call(new, receiver)}"
        yield _about(old, receiver, BREAKING, "change", text.replace("{", "").replace("}", ""))
    if new.deprecated and not old.deprecated:
        yield _about(new, receiver, INFO, "change", "is deprecated")
    yield from _positional(old, new, receiver)
    yield from _keywords(old, new, receiver)
    if old.result != new.result:
        level = INFO if _narrower(new.result, old.result) else BREAKING
        yield _about(new, receiver, level, "change", "returns {new}, no longer {old}", old=old.result, new=new.result)
    for name in old.raises:
        if name not in new.raises:
            yield _about(new, receiver, WARNING, "remove", "no longer raises {name}", name=name)
    for name in new.raises:
        if name not in old.raises:
            yield _about(new, receiver, INFO, "add", "may raise {name}", name=name)


def _positional(old: Method, new: Method, receiver: str) -> Iterator[PythonChange]:
    before, after = [one.name for one in old.positional], [one.name for one in new.positional]
    if len(before) != len(after):
        text = "takes {new} by position, no longer {old}"
        yield _about(new, receiver, BREAKING, "change", text, old=_listed(before), new=_listed(after))
        return
    for one, two in zip(old.positional, new.positional, strict=True):
        if one.name != two.name:
            text = "calls {old} now {new}: it breaks who gives it by name"
            yield _about(new, receiver, WARNING, "change", text, old=one.name, new=two.name)
        yield from _type(one, two, new, receiver)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "nothing"


def _keywords(old: Method, new: Method, receiver: str) -> Iterator[PythonChange]:
    before, after = {one.name: one for one in old.keywords}, {one.name: one for one in new.keywords}
    renamed: set[str] = set()
    for name, one in before.items():
        if name in after:
            continue
        two = next((other for other in new.keywords if other.wire == one.wire and other.name not in before), None)
        if two is not None:
            renamed.add(two.name)
            text = "calls keyword {old} now {new}"
            yield _about(new, receiver, BREAKING, "change", text, old=name, new=two.name, name=name)
        else:
            yield _about(new, receiver, BREAKING, "remove", "lost keyword {name}", name=name)
    for name, two in after.items():
        if name not in before:
            if name not in renamed:
                level, text = (BREAKING, "demands keyword {name}") if two.required else (INFO, "takes keyword {name}")
                yield _about(new, receiver, level, "add", text, name=name)
            continue
        one = before[name]
        if one.required != two.required:
            level, text = (
                (BREAKING, "demands keyword {name}") if two.required else (INFO, "can do without keyword {name}")
            )
            yield _about(new, receiver, level, "change", text, name=name)
        yield from _type(one, two, new, receiver)


def _type(one: Parameter, two: Parameter, method: Method, receiver: str) -> Iterator[PythonChange]:
    if one.type != two.type:
        level = INFO if _narrower(one.type, two.type) else BREAKING
        text = "takes {name} as {new}, no longer as {old}"
        yield _about(method, receiver, level, "change", text, name=two.name, old=one.type, new=two.type)


def _classes(old: Mapping[str, Any], new: Mapping[str, Any], inside: Any) -> Iterator[PythonChange]:
    for name, members in new.items():
        if name in old:
            yield from inside(name, old[name], members)
        else:
            yield PythonChange(INFO, "add", name, "was added")
    for name in old:
        if name not in new:
            yield PythonChange(BREAKING, "remove", name, "was removed")


def _fields(model: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PythonChange]:
    for name, kind in old.items():
        if name not in new:
            yield PythonChange(BREAKING, "remove", f"{model}.{name}", "was removed")
        elif new[name] != kind:
            level = INFO if _narrower(new[name], kind) else BREAKING
            yield PythonChange(level, "change", f"{model}.{name}", "is {new}, no longer {old}", kind, new[name])
    for name in new:
        if name not in old:
            yield PythonChange(INFO, "add", f"{model}.{name}", "was added")


def _members(enum: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[PythonChange]:
    for name, value in old.items():
        if name not in new:
            yield PythonChange(BREAKING, "remove", f"{enum}.{name}", "was removed")
        elif new[name] != value:
            text = "stands for {new}, no longer for {old}"
            yield PythonChange(BREAKING, "change", f"{enum}.{name}", text, str(value), str(new[name]))
    for name in new:
        if name not in old:
            # Values that a package does not know are kept as received, so one more breaks nobody.
            yield PythonChange(INFO, "add", f"{enum}.{name}", "was added")


def _narrower(one: str, other: str) -> bool:
    """Whether every alternative of a type, as written, is one of another's."""
    return _alternatives(one) <= _alternatives(other)


def _alternatives(written: str) -> frozenset[str]:
    """`str | list[int | None]` into `str` and `list[int | None]`."""
    parts, depth, current = set(), 0, ""
    for character in written:
        depth += (character in "[(") - (character in "])")
        if character == "|" and not depth:
            parts.add(current.strip())
            current = ""
        else:
            current += character
    return frozenset({*parts, current.strip()})
