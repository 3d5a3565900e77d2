"""Names made of words: components, constants, operation ids, attribute paths.

Enters: words as printed, in any language. Leaves: identifiers. Pure functions; the same words give the same name
always.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+|[^\W\d_A-Za-z]+")
_PLACEHOLDER: Final = re.compile(r"<[^<>]+>|\{[^{}]+\}|[:$][A-Za-z_]\w*|\*|%\w+%")
_ARTICLES: Final = frozenset({"the", "a", "an"})


@lru_cache(maxsize=16384)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a name or title, lower case: `ConferenceSession`, `conference_session`, "Conference session"."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(word.lower() for word in _WORD.findall(plain.replace("'", "").replace("’", "")))


@lru_cache(maxsize=4096)
def pascal(text: str) -> str:
    """`Conference session` -> `ConferenceSession`. Keeps capitals inside a word (`OAuth`, `ICSFile`)."""
    parts = re.findall(r"[^\W_]+", text)
    return "".join(part[:1].upper() + part[1:] for part in parts)


def camel(text: str) -> str:
    """`GetUserList` -> `getUserList`, `ICS file` -> `icsFile`."""
    name = pascal(text)
    capitals = re.match(r"[A-Z]+(?![a-z])", name)
    if capitals is not None and len(capitals[0]) > 1:
        return capitals[0].lower() + name[capitals.end() :]
    return name[:1].lower() + name[1:]


def snake(text: str) -> str:
    """`Conference Sessions` -> `conference_sessions`."""
    return "_".join(words_of(text))


@lru_cache(maxsize=4096)
def constant(text: str, *, limit: int = 8) -> str:
    """`all participants left` -> `ALL_PARTICIPANTS_LEFT`.

    At most `limit` words, no leading digit, "" when nothing remains.
    """
    head = re.split(r"[.;:(]", text, maxsplit=1)[0] if len(words_of(text)) > limit else text
    is_prose = " " in head.strip()  # `plan-a` and `grade_a` are identifiers: their "a" is no article
    words = [word for word in words_of(head) if not (is_prose and word in _ARTICLES)][:limit] or words_of(head)
    name = "_".join(words).upper()
    if name[:1].isdigit():
        name = f"VALUE_{name}"
    return name if name.isidentifier() else ""


@lru_cache(maxsize=4096)
def is_placeholder(name: str) -> bool:
    """Whether a name stands for any key (`<id>`, `{id}`, `:id`, `*`)."""
    return _PLACEHOLDER.fullmatch(name.strip()) is not None


def singular(word: str) -> str:
    """The singular of an English plural, by its ending; other words stay as they are."""
    lower = word.lower()
    if lower.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is", "news")) and len(word) > 3:
        return word[:-1]
    return word


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """`Success-Response` -> `success-response`: the key of an example."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
