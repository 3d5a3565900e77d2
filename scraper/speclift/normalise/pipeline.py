"""All of normalise, in order: editions, and for each the stages read, observe, decide and name.

Enters: `RawApi` and `Source`. Leaves: `Normalised`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from speclift.model.api import Api, Server
from speclift.model.ledger import places_of
from speclift.model.rules import articles, gaps
from speclift.normalise.addresses import read_address
from speclift.normalise.cleanup import cleaned_up
from speclift.normalise.components import Components
from speclift.normalise.credentials import Credentials, find_credentials
from speclift.normalise.definitions import Definition, define, object_name
from speclift.normalise.editions import Edition, PrintedTwice, editions, is_operation, is_unplaced
from speclift.normalise.error_responses import read_envelope
from speclift.normalise.groups import Headings, paragraphs
from speclift.normalise.identifiers import Key, names_of_several, operation_ids
from speclift.normalise.joining import merged
from speclift.normalise.nested_objects import name_objects
from speclift.normalise.notes import Evidence, Notebook
from speclift.normalise.objects import KnownObjects
from speclift.normalise.observe import Observed, Observer
from speclift.normalise.operations import (
    ObservedOperation,
    OperationDraft,
    VersionContext,
    draft_operation,
    make_operation,
    observe_operation,
)
from speclift.normalise.parameters import INPUT_ROLES
from speclift.normalise.phrases.verbs import explains_verbs, read_verbs
from speclift.normalise.resolver import Resolver
from speclift.normalise.review import ReviewedVersion
from speclift.normalise.row_meaning import RowMeanings
from speclift.normalise.samples import Spellings
from speclift.normalise.scope import Scope, fact, subject
from speclift.normalise.security import Schemes
from speclift.normalise.sent_examples import add_sent_examples

if TYPE_CHECKING:
    from speclift.model.raw import RawApi, RawArticle
    from speclift.workspace.source import Source


class Normalised(Struct, frozen=True):
    """The versions of an API, oldest first, what there is to say about the page, and what a review of it looks at."""

    apis: tuple[Api, ...]
    notes: Notebook
    versions: tuple[ReviewedVersion, ...]


def normalise(raw: RawApi, source: Source) -> Normalised:
    """Turn the words of a page into typed versions of an API."""
    notes = Notebook()
    raw = cleaned_up(raw, source, notes)
    found, twice = editions(raw, complete=source.versions == "complete")
    headings = Headings(raw)
    several = names_of_several(raw)
    meanings = RowMeanings(raw.articles, tagged=_is_tagged(raw))
    page = _Page(
        raw=raw,
        source=source,
        notes=notes,
        headings=headings,
        several=several,
        ids=operation_ids(raw, headings, several),
        spellings=Spellings(raw.articles),
        meanings=meanings,
        shared=_shared_enumerations(raw, meanings),
        objects=_objects(found),
        host=_host(raw),
        marks_required=raw.labels_required or _marks(raw, INPUT_ROLES, required=True),
        marks_optional=not raw.labels_required and _marks(raw, None, required=False),
        credentials=Credentials() if _mapping(source.base, "components", "securitySchemes") else find_credentials(raw),
    )
    _note_twice(twice, found, notes)
    apis = tuple(page.version(edition) for edition in found)
    return Normalised(apis, notes, tuple(page.reviewed))


def _is_tagged(raw: RawApi) -> bool:
    """Whether the page marks fields with verbs: it explains so, or an object's row begins with one."""
    if any(explains_verbs(text.text) for group in raw.groups for text in group.description):
        return True
    rows = (
        row
        for article in raw.articles
        if not is_operation(article)
        for section in article.sections
        for row in section.fields
    )
    return any(read_verbs(row.description)[0] for row in rows)


def _marks(raw: RawApi, roles: frozenset[str] | None, *, required: bool) -> bool:
    """Whether the page says "required" (or "optional") of any row of a table with one of the roles."""
    return any(
        row.required is required
        for article in raw.articles
        for section in article.sections
        if roles is None or section.role in roles
        for top in section.fields
        for row in (top, *top.children)
    )


def _host(raw: RawApi) -> str:
    """The server that most addresses name, "" when none does."""
    named = Counter(read_address(article.url).server for article in raw.articles if is_operation(article))
    named.pop("", None)
    return named.most_common(1)[0][0] if named else ""


def _shared_enumerations(raw: RawApi, meanings: RowMeanings) -> dict[str, frozenset[str]]:
    """Names of parameters that several operations document with the same values: those values."""
    users: dict[tuple[str, frozenset[str]], set[tuple[str, str]]] = defaultdict(set)
    for article in raw.articles:
        if not is_operation(article):
            continue
        for section in article.sections:
            if section.role not in {"parameter", "query", "path", "header"}:
                continue
            for row in section.fields:
                meaning = meanings.of(row)
                if len(meaning.choices) > 1:
                    values = frozenset(str(choice.value) for choice in meaning.choices)
                    users[meaning.wire_name, values].add((article.group, article.name))
    counts: Counter[tuple[str, frozenset[str]]] = Counter({key: len(names) for key, names in users.items()})
    shared: dict[str, frozenset[str]] = {}
    for (name, values), count in sorted(counts.items(), key=lambda item: (-item[1], item[0][0], sorted(item[0][1]))):
        if count > 1:
            shared.setdefault(name, values)
    return shared


def _objects(found: tuple[Edition, ...]) -> dict[str, dict[str, RawArticle]]:
    """The object articles of each version, by component name."""
    objects: dict[str, dict[str, RawArticle]] = {}
    for edition in found:
        named = objects.setdefault(edition.version, {})
        for article in edition.articles:
            if not is_operation(article) and not is_unplaced(article):
                name = base = object_name(article)
                number = 2
                while name in named:
                    name, number = f"{base}{number}", number + 1
                named[name] = article
    return objects


def _note_twice(twice: tuple[PrintedTwice, ...], found: tuple[Edition, ...], notes: Notebook) -> None:
    spelled = {edition.printed: edition.version for edition in found}
    for one in twice:
        notes.begin(spelled.get(one.kept.version, one.kept.version))
        differing = [Evidence(example) for example in one.dropped.examples[:1]]
        notes.note(
            articles.VERSION_PRINTED_TWICE, subject(one.kept), Evidence(one.kept), Evidence(one.dropped), *differing
        )
        notes.quote_places(places_of(one.dropped))


def _note_unplaced(article: RawArticle, notes: Notebook) -> None:
    kind = article.kind.strip()
    if kind:
        notes.note(articles.METHOD_NOT_UNDERSTOOD, subject(article), Evidence(article), method=kind)
    else:
        notes.note(gaps.CALL_WITHOUT_ADDRESS, subject(article), Evidence(article))
    notes.quote_places(places_of(article))


class _Page(Struct, frozen=True):
    raw: RawApi
    source: Source
    notes: Notebook
    headings: Headings
    several: frozenset[tuple[str, str]]
    ids: dict[Key, str]
    spellings: Spellings
    meanings: RowMeanings
    shared: dict[str, frozenset[str]]
    objects: dict[str, dict[str, RawArticle]]
    host: str
    marks_required: bool
    marks_optional: bool
    credentials: Credentials
    reviewed: list[ReviewedVersion] = field(default_factory=list)

    def version(self, edition: Edition) -> Api:
        """Normalise one version."""
        self.notes.begin(edition.version, edition.prefix)
        base = self.source.base
        scope = self._scope(edition)
        schemes = Schemes(_mapping(base, "components", "securitySchemes"), base.get("security"), self.credentials)
        context = VersionContext(
            self.host,
            edition,
            scope,
            self.headings,
            self.several,
            self.ids,
            schemes,
            self.spellings,
            self.shared,
            read_envelope(base),
        )
        definitions, drafts = self._read(context)
        observed, seen = self._observe(definitions, drafts, context)
        objects = KnownObjects(definitions, observed, scope)
        components = Components(objects)
        operations = [(make_operation(operation, context, components), operation.draft.article) for operation in seen]
        named = add_sent_examples(name_objects(merged(operations, scope), components), components)
        self.reviewed.append(ReviewedVersion(edition, definitions, observed))
        return Api(
            version=edition.version,
            title=self.source.title or self.raw.title or self.source.name,
            prefix=edition.prefix,
            printed=edition.printed,
            page=self.source.page,
            description=self._description(),
            servers=self._servers(),
            groups=self.headings.groups({draft.article.group for draft in drafts}),
            operations=named,
            components=components.in_order(),
            schemes=schemes.all(),
            scopes=tuple(schemes.scopes),
            prose=tuple(
                fact(text, "description")
                for text in (
                    *self.raw.description,
                    *(text for group in self.headings.others for text in group.description),
                )
            ),
            facts=tuple(fact(group, "group-of-objects") for group in self.headings.others),
        )

    def _read(self, context: VersionContext) -> tuple[dict[str, Definition], list[OperationDraft]]:
        """The objects and operations of a version as their tables document them."""
        edition, scope = context.edition, context.scope
        definitions = {name: define(name, article, scope) for name, article in self.objects[edition.version].items()}
        for article in edition.articles:
            if is_unplaced(article):
                _note_unplaced(article, self.notes)
        drafts = [draft_operation(article, context) for article in edition.articles if is_operation(article)]
        return definitions, drafts

    def _observe(
        self, definitions: dict[str, Definition], drafts: list[OperationDraft], context: VersionContext
    ) -> tuple[Observed, list[ObservedOperation]]:
        """What the recorded examples of a version show of its objects and operations."""
        observer = Observer(definitions, self.objects[context.edition.version], context.scope)
        operations = [observe_operation(draft, observer, context.envelope) for draft in drafts]
        return observer.observed(), operations

    def _scope(self, edition: Edition) -> Scope:
        own = self.objects[edition.version]
        versions = list(self.objects)
        position = versions.index(edition.version)
        elsewhere: dict[str, RawArticle] = {}
        for version in (*reversed(versions[:position]), *versions[position + 1 :]):
            for name, article in self.objects[version].items():
                if name not in own:
                    elsewhere.setdefault(name, article)
        return Scope(
            edition,
            self.notes,
            self.meanings,
            Resolver((name, article.title) for name, article in own.items()),
            Resolver((name, article.title) for name, article in elsewhere.items()),
            elsewhere,
            self.marks_required,
            self.marks_optional,
        )

    def _description(self) -> str:
        parts = [paragraphs(self.raw.description)]
        for group in self.headings.others:
            said = paragraphs(group.description)
            if said:
                parts.append(f"## {group.title}\n\n{said}")
        return "\n\n".join(part for part in parts if part)

    def _servers(self) -> tuple[Server, ...]:
        declared = self.source.base.get("servers")
        if isinstance(declared, list) and declared:
            return tuple(
                Server(
                    str(server.get("url", "")),
                    tuple(
                        (name, str(variable.get("default", "")), str(variable.get("description", "")))
                        for name, variable in server.get("variables", {}).items()
                    ),
                )
                for server in declared
            )
        return tuple(Server(url) for url in (*self.raw.servers, *([self.host] if self.host else [])))[:1]


def _mapping(base: Any, *path: str) -> dict[str, Any]:
    for name in path:
        base = base.get(name, {}) if hasattr(base, "get") else {}
    return dict(base) if base else {}
