"""What every part of normalise knows while it works on one version.

Enters: the edition and what the page's other editions define. Leaves: `Scope`: the resolver of names, the notebook,
the recorded objects, and which names were wanted that no article defines.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from speclift.model.api import Fact, Origin
from speclift.model.rules import gaps
from speclift.normalise.names import pascal
from speclift.normalise.notes import Evidence, Notebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.model.raw import RawArticle, RawExample
    from speclift.normalise.editions import Edition
    from speclift.normalise.phrases.references import Mention
    from speclift.normalise.resolver import Resolved, Resolver


class Observation(Struct, frozen=True):
    """A recorded value and the example that it stands in. `whole`: all of an object, not only some of its fields."""

    value: Any
    origin: RawExample
    whole: bool = True


class Scope(Struct):
    """The state of the work on one version.

    `marks_required`: the page says "required" of rows, so a row of which it says nothing is optional, in every table.
    `marks_optional`: it says "optional" of rows, and says "required" of none.
    """

    edition: Edition
    notes: Notebook
    tagged: bool
    own: Resolver
    other_versions: Resolver
    articles: Mapping[str, RawArticle]
    marks_required: bool = False
    marks_optional: bool = False
    adopted: dict[str, RawArticle] = field(default_factory=dict)
    withheld: dict[str, frozenset[str]] = field(default_factory=dict)
    undefined: dict[str, list[Origin]] = field(default_factory=dict)
    undefined_objects: set[str] = field(default_factory=set)
    recorded: dict[int, str] = field(default_factory=dict)
    shapes: dict[frozenset[str], str] = field(default_factory=dict)

    def resolve(self, words: str, *, parent: str = "", origin: Origin | None = None) -> Resolved | None:
        """The component that words mean in this version, else in the nearest version that defines it, else None."""
        own = self.own.resolve(words, parent=parent)
        if own is not None and own.exact:
            return own
        other = self.other_versions.resolve(words)
        if other is not None and other.exact:
            if other.name not in self.adopted and origin is not None:
                article = self.articles[other.name]
                self.adopted[other.name] = article
                self.notes.note(
                    gaps.OBJECT_OF_ANOTHER_VERSION,
                    other.name,
                    Evidence(origin),
                    name=other.name,
                    version=article.version,
                )
            return other if other.name in self.adopted else None
        return own

    def resolve_mention(
        self, found: tuple[Mention, ...], *, parent: str = "", origin: Origin | None = None
    ) -> Resolved | None:
        """The first of several mentioned objects that is known."""
        for mention in found:
            resolved = self.resolve(mention.name, parent=parent, origin=origin)
            if resolved is not None:
                return resolved
        return None

    def reference_undefined(self, words: str, origin: Origin, *, is_object: bool = False) -> str:
        """A component for a name that nothing defines; examples may say what it is.

        `is_object`: the row's type says so much.
        """
        name = pascal(words.removeprefix("Object")) or pascal(words) or "Unnamed"
        self.undefined.setdefault(name, []).append(origin)
        if is_object:
            self.undefined_objects.add(name)
        return name

    def no_longer_undefined(self, name: str, origin: Origin) -> None:
        """A row that named an undefined type has its structure from elsewhere."""
        rows = self.undefined.get(name)
        if rows and origin in rows:
            rows.remove(origin)
            if not rows:
                del self.undefined[name]
                self.undefined_objects.discard(name)

    def recognise(self, value: dict[str, Any]) -> str | None:
        """The component whose recorded example an object is, or which has exactly its fields."""
        found = self.recorded.get(id(value))
        if found is None and len(value) > 1:
            found = self.shapes.get(frozenset(value))
        return found


def fact(origin: Origin, rule: str) -> Fact:
    """A fact of the page, and the rule that read it."""
    return Fact(origin, rule)


def subject(article: RawArticle, path: str = "") -> str:
    """What a finding is about, the same in every version: `Objects / Call: duration`."""
    title = _subject(article.group_title or article.group.replace("_", " "), article.title or article.name)
    return f"{title}: {path}" if path else title


@lru_cache(maxsize=4096)
def _subject(group: str, title: str) -> str:
    return " / ".join(part for part in (group, title) if part)
