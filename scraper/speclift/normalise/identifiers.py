"""Operation ids: one for each operation of a page, the same in every version.

Enters: all articles of a page. Leaves: an id for each (group, name). The rule looks at the article's own name and
group first, and at other articles only where two names are the same, so an addition elsewhere renames nothing:

1. the article's name in lowerCamelCase: `GetUserList` -> `getUserList`;
2. in a nested group, with the parent's noun before the group's own: `GetUserList` of "Groups Users" ->
`getGroupUserList`;
3. names that are the same in several groups keep it in the group that has the name's noun, and carry the group's
words elsewhere;
4. what is still the same carries its method and path.

A name that is only a verb (`list`) takes its group's noun first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from speclift.normalise.addresses import read_address
from speclift.normalise.editions import address_of, is_operation
from speclift.normalise.names import camel, pascal, singular, words_of

if TYPE_CHECKING:
    from speclift.model.raw import RawApi, RawArticle
    from speclift.normalise.groups import Heading, Headings

Key = tuple[str, str, str]


def key_of(article: RawArticle, several: frozenset[tuple[str, str]] = frozenset()) -> Key:
    """What identifies an operation over all versions: group and name.

    Where articles of one version share both and have different addresses (`several`), the address as well.
    """
    name = article.name or f"{article.kind.lower()} {article.url}"
    return article.group, name, address_of(article) if (article.group, name) in several else ""


def names_of_several(raw: RawApi) -> frozenset[tuple[str, str]]:
    """Group and name of articles that one version prints for several addresses."""
    addresses: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for article in raw.articles:
        if is_operation(article) and article.name:
            addresses[article.group, article.name, article.version].add(address_of(article))
    return frozenset(key[:2] for key, address in addresses.items() if len(address) > 1)


def operation_ids(raw: RawApi, headings: Headings, several: frozenset[tuple[str, str]]) -> dict[Key, str]:
    """An id for each operation of a page."""
    articles: dict[Key, RawArticle] = {}
    for article in raw.articles:
        if is_operation(article):
            articles[key_of(article, several)] = article
    plain = {
        key: _nested(_with_noun(_plain(article), headings.of(article.group)), headings.of(article.group))
        for key, article in articles.items()
    }
    by_name: dict[str, list[Key]] = defaultdict(list)
    for key, name in plain.items():
        by_name[name.lower()].append(key)
    ids: dict[Key, str] = {}
    for keys in by_name.values():
        for key in keys:
            alone = len({known[:2] for known in keys}) == 1 or _at_home(plain[key], headings.of(key[0]))
            ids[key] = plain[key] if alone else _qualified(plain[key], headings.of(key[0]))
    taken: dict[str, Key] = {}
    for key, name in list(ids.items()):
        if name.lower() in taken:
            by_address = _of_address(articles[key])
            # An author's name that stands at several addresses says nothing of the second.
            name = by_address if key[2] else camel(f"{name} {pascal(by_address)}")
        base, number = name, 2
        while name.lower() in taken:
            name, number = f"{base}{number}", number + 1
        taken[name.lower()] = key
        ids[key] = name
    return ids


def _plain(article: RawArticle) -> str:
    plain = camel(article.name) if article.name.isascii() else ""
    if not plain or plain[:1].isdigit():
        plain = _of_address(article)
    return plain


def _of_address(article: RawArticle) -> str:
    path = _BEFORE_THE_RESOURCE.sub("/", read_address(article.url).path)
    words = re.sub(r"[^A-Za-z0-9]+", " ", path)
    return camel(f"{article.kind.lower()} {words}")


_BEFORE_THE_RESOURCE = re.compile(r"\A(?:/(?:api|rest|v\d[\d.]*))+/(?=.)", re.IGNORECASE)
"""What stands before a resource in every path of an API, and names nothing."""

_VERBS = frozenset(
    [
        "list",
        "get",
        "create",
        "update",
        "delete",
        "add",
        "remove",
        "set",
        "find",
        "search",
        "read",
        "fetch",
        "post",
        "put",
        "patch",
        "start",
        "stop",
    ]
)


def _with_noun(name: str, heading: Heading | None) -> str:
    """A verb alone takes its group's noun: `list` in "VideoConferences" -> `listVideoConferences`."""
    return f"{name}{pascal(heading.title)}" if name in _VERBS and heading is not None else name


def _nested(name: str, heading: Heading | None) -> str:
    """Put the parent's noun before the group's own: `getUserList` -> `getGroupUserList`."""
    if heading is None or heading.parent is None:
        return name
    parent = pascal(" ".join([*words_of(heading.parent.title)[:-1], singular(words_of(heading.parent.title)[-1])]))
    own = words_of(heading.resource.rpartition(".")[2].replace("_", " "))
    noun = pascal(" ".join([*own[:-1], singular(own[-1])]))
    if parent.lower() in name.lower():
        return name
    at = name.find(noun)
    return f"{name[:at]}{parent}{name[at:]}" if at > 0 else name


def _at_home(name: str, heading: Heading | None) -> bool:
    """Whether a name's noun is that of its group: `getUserList` in "Users"."""
    if heading is None:
        return False
    own = words_of(heading.title)
    return len(own) == 1 and singular(own[-1]) in {singular(word) for word in words_of(name)[1:]}


def _qualified(name: str, heading: Heading | None) -> str:
    words = words_of(name)
    group = pascal(heading.title) if heading is not None else ""
    return f"{words[0]}{group}{pascal(name)[len(words[0]) :]}" if group else name
