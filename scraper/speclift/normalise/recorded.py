"""The recorded examples of a version: repaired, their placeholders filled with the version's own recorded objects.

Enters: examples as printed. Leaves: `Repaired` values, memoised, and the notes of what had to be repaired.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.model.rules import RULES
from speclift.normalise.examples.repair import Repaired, repair
from speclift.normalise.notes import Evidence

if TYPE_CHECKING:
    from speclift.model.raw import RawArticle, RawExample
    from speclift.normalise.scope import Scope


class Recorded:
    """Reads the examples of one version."""

    def __init__(self, scope: Scope, articles: dict[str, RawArticle]) -> None:
        self._scope = scope
        self._articles = articles
        self._objects: dict[str, Any] = {}
        self._reading: set[str] = set()

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
            article = self._articles.get(name) or self._scope.adopted.get(name)
            value = None
            for example in article.examples if article is not None else ():
                found = repair(example.text, self._fill).value
                if isinstance(found, dict):
                    value = found
                    break
            self._reading.discard(name)
            if value is not None and (withheld := self._scope.withheld.get(name)):
                value = {key: inner for key, inner in value.items() if key not in withheld}
            self._objects[name] = value
            if value is not None:
                self._scope.recorded[id(value)] = name
        return self._objects[name]

    def refuse(self, name: str) -> None:
        """The recorded example of an object is another object's: nothing is filled with it from now on."""
        value = self._objects.get(name)
        self._objects[name] = None
        if value is not None:
            self._scope.recorded.pop(id(value), None)

    def _fill(self, words: str) -> Any:
        resolved = self._scope.resolve(words)
        return self.object(resolved.name) if resolved is not None else None
