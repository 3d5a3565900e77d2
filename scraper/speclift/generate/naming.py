"""Where an operation is found in a client: nouns, then a verb (`conferences.invitations.list`).

Enters: the documented group, title, operationId, method and path. Leaves: an attribute path for each operation. One
rule:

1. The group gives the nouns: its `x-resource`, or its own name below that of its `parent`, without a generic ending
   ("Notebook REST API List" is `notebook`); without a group, `default`.
2. The title gives the verb and the rest: "Get Conference Owner" is *get*, *conference owner*. A verb that stands last
   comes first ("Conference Record Start" is *start*, *conference record*); "Get User List" and "Get a list of users"
   are *list*, *user*; words for one thing become one (`VERBS`). A title that is a path, a sentence (more than five
   words) or in another script than Latin is replaced by the operationId, if that is short and not the address run
   together, and otherwise by method and path: GET of a collection is *list*, of an item *get*, POST *create*, PUT and
   PATCH *update*, DELETE *delete*; what stands after an item is done to it (`POST /books/{id}/archive`: *archive*).
3. Of the rest, the words that the group already said go: in `users`, *user* goes; in `logs`, *call* stays.
4. What is left is named. Nothing left: the verb alone (`users.list`). A thing left after *get* or *list*: the thing
   itself (`logs.call`, `logs.calls`, `conferences.owner`). After any other verb, and before what only qualifies a thing
   that the group said: both (`conferences.start_record`, `users.list_archived`).

Where two operations would have one name, the first of the document has it, the other is called by its method (`patch`
beside `update`), by verb and noun in full (`logs.get_call`), or else by its operationId: what is added later does not
rename what is there. `x-speclift.names` overrules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.generate.words import digest, method, plain_letters, split_words
from speclift.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from speclift.document.operations import PathOperation
    from speclift.generate.document import Document

VERBS = {
    "get": "get", "read": "get", "retrieve": "get", "fetch": "get", "show": "get", "view": "get", "return": "get",
    "find": "get", "list": "list", "create": "create", "new": "create", "edit": "update", "update": "update",
    "modify": "update", "change": "update", "patch": "update", "delete": "delete",
}  # fmt: skip
"""Words for reading, listing, creating, changing and deleting; any other verb stays as documented."""

LAST = frozenset({
    "accept", "activate", "add", "approve", "archive", "block", "cancel", "close", "create", "decline", "delete",
    "disable", "download", "edit", "enable", "export", "import", "invite", "join", "kick", "leave", "mute", "notify",
    "open", "pause", "publish", "reject", "remove", "reset", "restart", "restore", "resume", "run", "search", "send",
    "share", "start", "stop", "unblock", "unmute", "update", "upload",
})  # fmt: skip
"""Verbs that titles put last ("Conference Record Start")."""

_ARTICLES = frozenset({"a", "an", "the", "all", "of", "this", "specific", "single", "one", "your", "existing"})
_LISTS = frozenset({"list", "lists"})
_SIMPLE = frozenset({"get", "read", "retrieve", "list", "create", "update", "delete"})
_DANGLING = frozenset({"to", "from", "for", "in", "on", "by", "of", "with", "at", "into", "and", "or"})
_BY_METHOD = {
    "get": "get", "post": "create", "put": "update", "patch": "update", "delete": "delete", "head": "head",
    "options": "options", "trace": "trace", "query": "query",
}  # fmt: skip

_UNCOUNTED = frozenset(
    {"information", "info", "data", "metadata", "media", "news", "history", "usage", "content", "equipment"}
)
_LONGEST_NAME = 5
"""Words of the longest title that is a name; a longer one is a sentence."""

RESERVED = frozenset(
    {"with_raw_response", "with_options", "close", "aclose", "request", "cached_property", "datetime", "builtins"}
)
"""Attributes that resources and clients have of their own."""


@dataclass(frozen=True, slots=True)
class Named:
    """An operation with its place in the client: `resource` is the way to it, `name` the method."""

    described: PathOperation
    operation_id: str
    resource: tuple[str, ...]
    name: str

    @property
    def call(self) -> str:
        """The way from a client to the method: `users.invitations.list`."""
        return ".".join((*self.resource, self.name))


def name_operations(document: Document) -> tuple[list[Named], list[Finding]]:
    """Give every operation its place, in the order of the document, with a finding for each clash."""
    tags = _resources(document)
    exceptions = document.settings.names
    planned: list[tuple[PathOperation, str, tuple[str, ...], list[str]]] = []
    for described in document.operations:
        operation_id = operation_id_of(described)
        resource = _resource(described, tags)
        candidates = _candidates(described, operation_id, resource)
        if operation_id in exceptions:
            *nouns, verb = [method(part) for part in exceptions[operation_id].split(".")]
            resource, candidates = tuple(nouns) or resource, [verb, *candidates]
        planned.append((described, operation_id, resource, candidates))
    taken = _attributes(resource for _, _, resource, _ in planned)
    # What x-speclift.names says is a decision, so it chooses first.
    order = sorted(range(len(planned)), key=lambda index: planned[index][1] not in exceptions)
    names: dict[int, str] = {}
    findings: list[Finding] = []
    for index in order:
        _, operation_id, resource, candidates = planned[index]
        used = taken.setdefault(resource, set())
        names[index] = next(candidate for candidate in candidates if candidate not in used)
        used.add(names[index])
        if names[index] != candidates[0]:
            path, wished = ".".join((*resource, names[index])), ".".join((*resource, candidates[0]))
            findings.append(_clash(planned[index][0], operation_id, path, wished))
    named = [
        Named(described, id_, resource, names[index]) for index, (described, id_, resource, _) in enumerate(planned)
    ]
    return named, findings


def _clash(described: PathOperation, operation_id: str, path: str, wished: str) -> Finding:
    return Finding(
        "generate-name-clash",
        "document",
        "warning",
        f"operation {operation_id}",
        f"{wished} is another operation's; this one is {path}",
        resolution=path,
        pointer=described.pointer,
    )


def operation_id_of(described: PathOperation) -> str:
    """The operationId; without one, the method and the words of the path."""
    stated = described.operation_id.strip()
    return stated or " ".join([described.method, *re.findall(r"\w+", described.path)])


def reads(name: str) -> bool:
    """Whether a name says that nothing is changed: its verb is one of reading."""
    return VERBS.get(_uninflected((_words(name) or [""])[0])) in {"get", "list"}


def singular(word: str) -> str:
    """The singular of an English noun, by its ending; good enough to compare two words."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "uses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def plural(word: str) -> str:
    """The plural of an English noun, by its ending; a plural stays, and so does what is not counted."""
    if singular(word) != word or word in _UNCOUNTED:
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "sh", "ch")) else "s")


def _resources(document: Document) -> dict[str, tuple[str, ...]]:
    """The attribute path of each documented group."""
    tags = document.tags

    def path(name: str, below: frozenset[str]) -> tuple[str, ...]:
        tag = tags[name]
        stated = tag.mapping().get("x-resource")
        if isinstance(stated, str) and stated.strip("."):
            return tuple(noun(part, name) for part in stated.split(".") if part)
        parent = tag.mapping().get("x-parent")
        if not isinstance(parent, str) or parent not in tags or parent in below:
            return (noun(name, name),)
        # "Conferences Invitations" below "Conferences" is conferences.invitations.
        words = name.removeprefix(parent).strip() if name.startswith(f"{parent} ") else name
        return (*path(parent, below | {name}), noun(words, name))

    def noun(words: str, tag: str) -> str:
        """The name of a group; in a script that not every keyboard has, what the paths of its operations share."""
        if not plain_letters(words).isascii():
            return _attribute(_common_segment(document, tag) or words)
        # "Notebook REST API List" is about notebooks.
        telling = re.sub(
            r"(?i)(?<=\w)(?:[\s_-]+(?:rest|api|apis|list|endpoints?|operations|methods|reference))+\s*\Z", "", words
        )
        return _attribute(telling)

    return {name: path(name, frozenset({name})) for name in tags}


def _common_segment(document: Document, tag: str) -> str:
    """The first fixed part that the paths of all operations of a group have; "" where they have none."""
    common: list[str] | None = None
    for operation in document.operations:
        if any(str(stated.value) == tag for stated in operation.node.child("tags").elements()[:1]):
            parts = [part for part in operation.path.split("/") if part and not part.startswith("{")]
            common = parts if common is None else [part for part in common if part in parts]
    return next((part for part in common or () if part.isascii()), "")


def _attribute(words: str) -> str:
    noun = method(words)
    return f"{noun}_" if noun in RESERVED else noun


def _resource(described: PathOperation, tags: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    stated = [str(tag.value) for tag in described.node.child("tags").elements()]
    if not stated or not stated[0].strip():
        return ("default",)
    return tags.get(stated[0]) or (_attribute(stated[0]),)


def _attributes(resources: object) -> dict[tuple[str, ...], set[str]]:
    """What each resource has before any operation is named: attributes of its own, and the resources below it."""
    taken: dict[tuple[str, ...], set[str]] = {}
    for resource in set(resources):  # type: ignore[call-overload]
        for depth in range(len(resource)):
            taken.setdefault(resource[: depth + 1], set(RESERVED))
            taken.setdefault(resource[:depth], set(RESERVED)).add(resource[depth])
    return taken


def _candidates(described: PathOperation, operation_id: str, resource: tuple[str, ...]) -> list[str]:
    """Names for an operation, the best first; the last is unlike any other."""
    mentioned = {singular(word) for part in resource for word in part.split("_")}
    verb, nouns = _verb_and_nouns(described, mentioned)
    left = _trimmed([word for word in nouns if singular(word) not in mentioned], beginning=verb in {"get", "list"})
    if left and verb in {"get", "list"}:
        # What only qualifies a thing that the group names (`archived`, `available`) names nothing alone.
        is_thing = singular(nouns[-1]) not in mentioned
        short = [*left[:-1], plural(left[-1]) if verb == "list" else left[-1]] if is_thing else [verb, *left]
    else:
        short = [verb, *left]
    by_method = [{"put": "replace"}.get(described.method, described.method), *left] if verb == "update" else []
    words = (short, by_method, [verb, *(left or nouns)], [operation_id], [operation_id, digest(described.pointer)])
    names = [_attribute(" ".join(parts)) for parts in words if any(parts)]
    return [*dict.fromkeys(names), method(f"{operation_id} {digest(described.pointer, 16)}")]


def _verb_and_nouns(described: PathOperation, mentioned: Collection[str]) -> tuple[str, list[str]]:
    """The verb and the nouns of an operation; `said` are the words of its group, in the singular."""
    by_method = _BY_METHOD.get(described.method, described.method)
    words = _told(described.node.text("summary"))
    if not words:
        words = _told(described.operation_id) if _is_authored(described) else []
        if len(words) == 1 and singular(words[0]) not in mentioned:
            return VERBS.get(words[0], words[0]), []
        if len(words) > 1 and VERBS.get(words[0]) == "get" and _is_collection(described.path, words[-1]):
            return "list", words[1:]
    if not words:
        return _by_path(described)
    first, last = _uninflected(words[0]), words[-1]
    if first in VERBS:
        verb, rest = VERBS[first], words[1:]
        if verb == "get" and rest and rest[0] in _LISTS:
            return "list", rest[1:]
        if verb == "create" and rest[:1] == ["new"]:
            rest = rest[1:]
        return ("list", rest[:-1]) if verb == "get" and rest and rest[-1] in _LISTS else (verb, rest)
    if len(words) > 1 and first not in LAST:
        if last in LAST or last in _SIMPLE:
            return VERBS.get(last, last), words[:-1]
        if last in _BY_METHOD:
            return _BY_METHOD[last], words[:-1]
    if len(words) > 1 or first in LAST or words == _custom_verb(described):
        return words[0], words[1:]
    return by_method, words


def _is_authored(described: PathOperation) -> bool:
    """Whether the operationId says more than method and path: one that is those, run together, is nobody's word."""
    address = f"{described.method} {described.path}"
    return _letters(described.operation_id) != _letters(address)


def _letters(text: str) -> str:
    return "".join(re.findall(r"[a-z0-9]+", text.lower()))


def _custom_verb(described: PathOperation) -> list[str]:
    """The words of the last segment where it says what is done to the thing before it: `POST /books/{id}/archive`."""
    *_, before, last = ["", "", *(part for part in described.path.split("/") if part)]
    if described.method not in {"post", "put"} or not before.startswith("{") or last.startswith("{"):
        return []
    words = _words(last)
    return words if len(words) <= 2 and words and singular(words[-1]) == words[-1] else []


def _told(text: str) -> list[str]:
    """The words of a title or an id, as far as it is a name: none for a path, a sentence, or another script.

    A mark of order (`01.`, `(2)`, `A-`) is no word, and what an apostrophe cuts off (`customer's`) neither.
    """
    text = re.sub(r"^\s*(?:\(?(?:\d{1,3}|[A-Za-z])\)|\d{1,3}[.:]|[A-Z][-.:](?=\s|\w))\s*", "", text)
    text = plain_letters(re.sub(r"(?<=\w)['\u2019](?:s|re|ll|ve|d|m|t)\b", "", text))
    # A title that is the path ("GET /meetings") says nothing that the path does not.
    if re.match(r"\s*(?:[A-Za-z]+\s+)?/", text) or not text.isascii():
        return []
    words = _words(text)
    return words if sum(word not in _DANGLING for word in words) <= _LONGEST_NAME else []


def _is_collection(path: str, noun: str) -> bool:
    """Whether a path is that of all things of a kind: it ends in their name."""
    last = path.rstrip("/").rpartition("/")[2]
    return not last.startswith("{") and singular(noun) != noun


def _by_path(described: PathOperation) -> tuple[str, list[str]]:
    """Verb and noun where no title and no operationId says anything: from the method and the last fixed part."""
    if custom := _custom_verb(described):
        return custom[0], custom[1:]
    parts = [part for part in described.path.split("/") if part]
    words = _words(next((part for part in reversed(parts) if not part.startswith("{")), ""))
    verb = _BY_METHOD.get(described.method, described.method)
    if verb == "get" and words and words[-1] == parts[-1].lower() and singular(words[-1]) != words[-1]:
        return "list", words
    return verb, [*words[:-1], singular(words[-1])] if words else []


def _words(words: str) -> list[str]:
    return [word for word in (w.lower() for w in split_words(re.sub(r"[^\w]+", " ", words))) if word not in _ARTICLES]


def _uninflected(word: str) -> str:
    """`gets`, `creates` -> `get`, `create`: titles that describe rather than command."""
    for stem in (word, word.removesuffix("s"), word.removesuffix("es")):
        if stem in VERBS:
            return stem
    return word


def _trimmed(words: list[str], *, beginning: bool) -> list[str]:
    """Words without prepositions at the end, and at the beginning where no verb stands before them."""
    while words and words[-1] in _DANGLING:
        words = words[:-1]
    while beginning and words and words[0] in _DANGLING:
        words = words[1:]
    return words


def resource_paths(document: Document, named: Collection[Named]) -> list[tuple[str, ...]]:
    """Every resource that a client has, those that only hold others included, in the order of the documented groups.

    Groups that are not listed follow, by their first operation: a further operation never moves a resource.
    """
    used = {operation.resource[: depth + 1] for operation in named for depth in range(len(operation.resource))}
    taken: dict[tuple[str, ...], None] = {}
    for resource in (*_resources(document).values(), *(operation.resource for operation in named)):
        for depth in range(len(resource)):
            if resource[: depth + 1] in used:
                taken.setdefault(resource[: depth + 1])
    return list(taken)
