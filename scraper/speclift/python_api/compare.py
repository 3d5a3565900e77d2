"""What the changes of a document mean for the Python package that is generated from it.

Enters: two documents. Leaves: `PythonChange`s. What the wire takes as the same can break a caller (an operationId
renamed, a field that became a class of its own), and the other way round; so the two surfaces are compared, not the
changes translated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclift.python_api.classes import Classes
from speclift.python_api.rules import judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclift.generate.methods import Method, Parameter
    from speclift.python_api.change import PythonChange
    from speclift.python_api.surface import Surface


def python_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[PythonChange]:
    """Every change of what callers can write. Raises `InputError` for a document that no package can be made of."""
    from speclift.python_api.surface import surface  # the generator is heavy, and wanted only here

    return compare_surfaces(surface(old), surface(new))


def compare_surfaces(old: Surface, new: Surface) -> list[PythonChange]:
    """Every change between two surfaces: methods in the order of the new one, what is gone last, then classes, then
    errors."""
    changes: list[PythonChange] = []
    if old.client != new.client:
        changes.append(judged("python-client-renamed", old.client, old=old.client, new=new.client))
    classes = Classes(old, new)
    receiver = _receiver(new.client)
    # An operation that was given another operationId is, to callers, what stands where it stood.
    left = {method.path: method for name, method in old.methods.items() if name not in new.methods}
    for operation_id, method in new.methods.items():
        before = old.methods.get(operation_id) or left.pop(method.path, None)
        if before is None:
            changes.append(_about(method, receiver, "python-method-added"))
        else:
            changes += _methods(before, method, receiver, classes)
    changes += [_about(method, receiver, "python-method-removed") for method in left.values()]
    changes += classes.changes()
    changes += _errors(old.errors, new.errors)
    return changes


def _receiver(client: str) -> str:
    """What an instance of the client is called in examples: `server` for `TrueConfServer`."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+", client)
    return words[-1].lower() if words else "client"


def _call(method: Method, receiver: str) -> str:
    return f"{receiver}.{'.'.join(method.path)}()"


def _about(method: Method, receiver: str, rule: str, *, old: str = "", new: str = "", name: str = "") -> PythonChange:
    return judged(rule, _call(method, receiver), old=old, new=new, name=name, operation_id=method.operation_id)


def _methods(old: Method, new: Method, receiver: str, classes: Classes) -> Iterator[PythonChange]:
    if old.path != new.path:
        yield _about(old, receiver, "python-method-moved", new=_call(new, receiver))
    if new.deprecated and not old.deprecated:
        yield _about(new, receiver, "python-method-deprecated")
    yield from _positional(old, new, receiver, classes)
    yield from _keywords(old, new, receiver, classes)
    if old.result != new.result:
        kept = classes.still_expected(old.result, new.result)
        rule = "python-result-narrowed" if kept else "python-result-changed"
        yield _about(new, receiver, rule, old=old.result, new=new.result)
    for name in old.raises:
        if name not in new.raises:
            yield _about(new, receiver, "python-error-no-longer-raised", name=name)
    for name in new.raises:
        if name not in old.raises:
            yield _about(new, receiver, "python-error-raised", name=name)


def _positional(old: Method, new: Method, receiver: str, classes: Classes) -> Iterator[PythonChange]:
    before, after = [parameter.name for parameter in old.positional], [parameter.name for parameter in new.positional]
    swapped = before != after and sorted(before) == sorted(after)
    if swapped or len(before) != len(after):
        rule = "python-positional-swapped" if swapped else "python-positional-changed"
        yield _about(new, receiver, rule, old=_listed(before), new=_listed(after))
        return
    for one, two in zip(old.positional, new.positional, strict=True):
        if one.name != two.name:
            yield _about(new, receiver, "python-positional-renamed", old=one.name, new=two.name, name=one.name)
        yield from _type(one, two, new, receiver, classes)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "nothing"


def _keywords(old: Method, new: Method, receiver: str, classes: Classes) -> Iterator[PythonChange]:
    before, after = (
        {keyword.name: keyword for keyword in old.keywords},
        {keyword.name: keyword for keyword in new.keywords},
    )
    renamed: set[str] = set()
    for name, parameter in before.items():
        if name in after:
            continue
        two = next((other for other in new.keywords if other.wire == parameter.wire and other.name not in before), None)
        if two is not None:
            renamed.add(two.name)
            yield _about(new, receiver, "python-keyword-renamed", old=name, new=two.name, name=name)
            yield from _type(parameter, two, new, receiver, classes)
        else:
            yield _about(new, receiver, "python-keyword-removed", name=name)
    for name, two in after.items():
        if name not in before:
            if name not in renamed:
                rule = "python-required-keyword-added" if two.required else "python-keyword-added"
                yield _about(new, receiver, rule, name=name, new=two.type)
            continue
        parameter = before[name]
        if parameter.required != two.required:
            rule = "python-keyword-became-required" if two.required else "python-keyword-became-optional"
            yield _about(new, receiver, rule, name=name)
        yield from _type(parameter, two, new, receiver, classes)


def _type(
    one: Parameter, two: Parameter, method: Method, receiver: str, classes: Classes
) -> Iterator[PythonChange]:  # fmt: skip
    if one.type != two.type:
        kept = classes.still_accepted(one.type, two.type)
        rule = "python-argument-widened" if kept else "python-argument-narrowed"
        yield _about(method, receiver, rule, name=two.name, old=one.type, new=two.type)


def _errors(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PythonChange]:
    for name, base in old.items():
        if name not in new:
            yield judged("python-error-class-removed", name)
        elif new[name] != base:
            yield judged("python-error-base-changed", name, old=base, new=new[name])
    for name in new:
        if name not in old:
            yield judged("python-error-class-added", name)
