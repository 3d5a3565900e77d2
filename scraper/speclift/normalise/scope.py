"""What every part of normalise knows while it works on one version.

Enters: the edition and what the page's other editions define. Leaves: `Scope`: the resolvers of names, what rows mean,
the notebook, and `Names`, which the stages that read tables fill.
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
    from speclift.normalise.row_meaning import RowMeanings


class Observation(Struct, frozen=True):
    """A recorded value and the example that it stands in.

    `whole`: all of an object, not only some of its fields. `filled`: nothing stands in for an object that the page
    never shows; a value that is not tells of types, and is no example to show.
    """

    value: Any
    origin: RawExample
    whole: bool = True
    filled: bool = True


class Names(Struct):
    """Names that tables of a version use and its articles do not define, collected while the tables are read.

    `adopted` are defined by other versions, with the article that does; `undefined` by none, with the rows that name
    them; of `undefined_objects` the rows say that they are objects.
    """

    adopted: dict[str, RawArticle] = field(default_factory=dict)
    undefined: dict[str, list[Origin]] = field(default_factory=dict)
    undefined_objects: set[str] = field(default_factory=set)


class Scope(Struct, frozen=True):
    """What is known of one version whatever stage works on it.

    `marks_required`: the page says "required" of rows, so a row of which it says nothing is optional, in every table.
    `marks_optional`: it says "optional" of rows, and says "required" of none.
    """

    edition: Edition
    notes: Notebook
    meanings: RowMeanings
    own: Resolver
    other_versions: Resolver
    articles: Mapping[str, RawArticle]
    marks_required: bool = False
    marks_optional: bool = False
    names: Names = field(default_factory=Names)

    @property
    def habit(self) -> str:
        """Which rows the page labels, as `precedence` calls it."""
        return "labels required" if self.marks_required else "labels optional" if self.marks_optional else "none"

    def resolve(self, words: str, *, parent: str = "", origin: Origin | None = None) -> Resolved | None:
        """The component that words mean in this version, else in the nearest version that defines it, else None."""
        own = self.own.resolve(words, parent=parent)
        if own is not None and own.exact:
            return own
        other = self.other_versions.resolve(words)
        if other is not None and other.exact:
            if other.name not in self.names.adopted and origin is not None:
                article = self.articles[other.name]
                self.names.adopted[other.name] = article
                self.notes.note(
                    gaps.OBJECT_OF_ANOTHER_VERSION,
                    other.name,
                    Evidence(origin),
                    name=other.name,
                    version=article.version,
                )
            return other if other.name in self.names.adopted else None
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
        self.names.undefined.setdefault(name, []).append(origin)
        if is_object:
            self.names.undefined_objects.add(name)
        return name

    def no_longer_undefined(self, name: str, origin: Origin) -> None:
        """A row that named an undefined type has its structure from elsewhere."""
        rows = self.names.undefined.get(name)
        if rows and origin in rows:
            rows.remove(origin)
            if not rows:
                del self.names.undefined[name]
                self.names.undefined_objects.discard(name)


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
