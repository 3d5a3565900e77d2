"""The recorded examples of a version: repaired, their placeholders filled with the version's own recorded objects.

Enters: examples as printed. Leaves: `Repaired` values, memoised, the notes of what had to be repaired, and which
component a recorded object is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.model.rules import RULES
from speclift.normalise.examples.repair import Repaired, repair
from speclift.normalise.notes import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.model.raw import RawArticle, RawExample
    from speclift.normalise.scope import Scope


class Recorded:
    """Reads the examples of one version, and knows its objects again."""

    def __init__(self, scope: Scope, articles: Mapping[str, RawArticle]) -> None:
        self._scope = scope
        self._articles = articles
        self._objects: dict[str, Any] = {}
        self._reading: set[str] = set()
        self._withheld: dict[str, frozenset[str]] = {}
        self._names: dict[int, str] = {}
        self._by_fields: dict[frozenset[str], str] = {}

    def read(self, example: RawExample, about: str) -> Repaired:
        """Repair an example and say what was repaired."""
        found = repair(example.text, self._fill)
        for part in (found, *found.more):
            for one in part.repairs:
                self._scope.notes.note(RULES[one.rule], about, Evidence(example, one.before), read=one.after)
        return found

    def object(self, name: str) -> Any:
        """The first recorded example of an object, or None. The same value each time."""
        if name not in self._objects:
            if name in self._reading:
                return None
            self._reading.add(name)
            article = self._articles.get(name) or self._scope.names.adopted.get(name)
            value = None
            for example in article.examples if article is not None else ():
                found = repair(example.text, self._fill).value
                if isinstance(found, dict):
                    value = found
                    break
            self._reading.discard(name)
            if value is not None and (withheld := self._withheld.get(name)):
                value = {key: inner for key, inner in value.items() if key not in withheld}
            self._objects[name] = value
            if value is not None:
                self._names[id(value)] = name
        return self._objects[name]

    def withhold(self, name: str, fields: frozenset[str]) -> None:
        """The recorded example of an object is to be without these fields."""
        self._withheld[name] = fields

    def refuse(self, name: str) -> None:
        """The recorded example of an object is another object's: nothing is filled with it from now on."""
        value = self._objects.get(name)
        self._objects[name] = None
        if value is not None:
            self._names.pop(id(value), None)

    def know(self, fields: frozenset[str], name: str) -> None:
        """An object with exactly these fields is the component, unless another component has the same."""
        if len(fields) > 1:
            known = self._by_fields.get(fields)
            self._by_fields[fields] = name if known in {None, name} else ""

    def is_example(self, value: dict[str, Any]) -> bool:
        """Whether a value is a recorded example itself, put in the place of a name."""
        return id(value) in self._names

    def recognise(self, value: dict[str, Any]) -> str | None:
        """The component whose recorded example an object is, or which has exactly its fields."""
        found = self._names.get(id(value))
        if found is None and len(value) > 1:
            found = self._by_fields.get(frozenset(value))
        return found or None

    def _fill(self, words: str) -> Any:
        resolved = self._scope.resolve(words)
        return self.object(resolved.name) if resolved is not None else None
