"""Which object do words mean? Names as printed to the components of one version.

Enters: the objects of a version (name, title) and, as a last resort, those of the page's other versions. Leaves: the
name of a component and the rule that found it. The order of `_RULES` is the order of certainty.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from speclift.normalise.names import singular, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_PREFIX: Final = re.compile(r"\A(?:Object|object)[ _]?(?=[A-Z{])")
_FILLERS: Final = frozenset({"object", "objects", "the", "a", "an", "full", "entity", "model", "structure", "of"})


class Resolved(Struct, frozen=True):
    """A component, and the rule by which words were taken for it. `exact`: the words are its name or title."""

    name: str
    rule: str

    @property
    def exact(self) -> bool:
        """Whether the words are the component's own name or title."""
        return self.rule in {"object-name", "object-title"}


class Resolver:
    """The objects that words may mean. `titles` maps a component's name to its printed title."""

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        self._titles = dict(titles)
        self._names = {_key(words_of(name)): name for name in self._titles}
        self._by_title: dict[tuple[str, ...], str] = {}
        for name, title in self._titles.items():
            self._by_title.setdefault(tuple(sorted(_key(words_of(title)))), name)
        self._known: dict[tuple[str, str, str, bool], Resolved | None] = {}

    def __contains__(self, name: str) -> bool:
        """Whether a component has exactly that name."""
        return name in self._titles

    def resolve(self, words: str, *, parent: str = "", field: str = "", sure: bool = True) -> Resolved | None:
        """The component that words mean, or None.

        `parent` and `field` say where the words stand: `payload` of `Preset` may mean `PresetPayload`. Words that
        the page does not mark as a name (`sure` False) are not taken for part of a longer name of one word ("Call
        object list" is `Call`).
        """
        key = (words, parent, field, sure)
        if key not in self._known:
            self._known[key] = self._resolve(words, parent)
        return self._known[key]

    def _resolve(self, words: str, parent: str) -> Resolved | None:
        plain = _PREFIX.sub("", words.strip().strip("{}[]().,:; "))
        key = _key(words_of(plain))
        if not key:
            return None
        for rule, find in _RULES:
            found = find(self, key, parent)
            if found is not None:
                return Resolved(found, rule)
        return None

    def _named(self, key: tuple[str, ...], _parent: str) -> str | None:
        return self._names.get(key) or self._names.get((*key[:-1], singular(key[-1])))

    def _titled(self, key: tuple[str, ...], _parent: str) -> str | None:
        return self._by_title.get(tuple(sorted(key)))

    def _of_parent(self, key: tuple[str, ...], parent: str) -> str | None:
        """`payload` below `Preset` -> `PresetPayload`."""
        return self._names.get((*words_of(parent), *key)) if parent else None

    def _ending(self, key: tuple[str, ...], _parent: str) -> str | None:
        """`Client` -> `SoftwareClient`: the one object whose name ends so."""
        return _only(
            [name for known, name in self._names.items() if len(known) > len(key) and known[-len(key) :] == key]
        )

    def _containing(self, key: tuple[str, ...], parent: str) -> str | None:
        """`Transcoding` -> `ConferenceTranscodingSettings`.

        The one object of this parent whose name has all the words.
        """
        prefix = words_of(parent)
        within = [
            name
            for known, name in self._names.items()
            if prefix and known[: len(prefix)] == prefix and _in_order(key, known[len(prefix) :])
        ]
        return _only(within)


_RULES: Final[Sequence[tuple[str, Callable[[Resolver, tuple[str, ...], str], str | None]]]] = (
    ("object-name", Resolver._named),
    ("object-title", Resolver._titled),
    ("object-of-parent", Resolver._of_parent),
    ("object-name-ends", Resolver._ending),
    ("object-name-contains", Resolver._containing),
)


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _FILLERS) or words


def _only(found: list[str]) -> str | None:
    return found[0] if len(found) == 1 else None


def _in_order(key: tuple[str, ...], words: tuple[str, ...]) -> bool:
    rest = iter(words)
    return all(word in rest for word in key)
