"""Holds what was taken from a page against the words that the page shows.

Enters: recorded pages, the texts that a reader took from them, and the words that the platform prints by itself.
Leaves: `Coverage`: how many of the page's words are accounted for, and the runs that are not. The page's words are
found without the reader (`readers.visible_words`).
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from speclift.model.findings import InputError, Quote
from speclift.model.rules import stages
from speclift.readers.kit.labels import ROW_LABELS
from speclift.readers.visible_words import visible_runs, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclift.model.documents import ReadDocuments
    from speclift.model.findings import Finding
    from speclift.readers.kit.labels import Labels
    from speclift.readers.page import DocumentReader, Page, Reader
    from speclift.workspace.source import Source

UNDERSTOOD = 0.25
"""The part of a page's words below which a reader has understood next to nothing of it."""

_UNTYPED = "any"
"""What renderers print where a document gives no type."""

_FEW = 40
"""A page of so few words proves nothing about its reader."""

_TARGET = re.compile(r"\]\([^)\s]*\)")
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\[\])?(?:\.[A-Za-z_]\w*(?:\[\])?)+")
_QUOTED_RUNS = 40


class Coverage(Struct, frozen=True):
    """`shown` words stand on the `page`, `lost` of them in nothing that was taken; `runs` are where those stand."""

    page: str
    shown: int
    lost: int
    runs: tuple[str, ...]

    def finding(self) -> Finding:
        """The words that nothing took, as one finding."""
        rest = len(self.runs) - _QUOTED_RUNS
        more = f" ({rest} more places)" if rest > 0 else ""
        quotes = [Quote(run, self.page) for run in self.runs[:_QUOTED_RUNS]]
        return stages.WORDS_NOT_TAKEN.finding(self.page, quotes, lost=self.lost, shown=self.shown, more=more)

    def refuse_next_to_nothing(self, source: Source) -> None:
        """Raise `InputError` when so little of the page was taken that it is no page for this reader."""
        if self.shown >= _FEW and self.shown - self.lost < UNDERSTOOD * self.shown:
            raise InputError(
                f"the {source.platform} reader takes {self.shown - self.lost} of the page's {self.shown} words",
                file=self.page,
                hint="it is another platform's page, or half a page: `speclift init NAME PAGE` says whose it is",
            )

    def refuse_lost_words(self, source: Source) -> None:
        """Raise `InputError` when a word was not taken: what `--strict` demands of our own sources."""
        if self.lost:
            raise InputError(
                f"{self.lost} of {self.shown} visible words were not taken; among them: {self.runs[0][:80]!r}",
                file=source.name,
                place=self.page,
                hint=f"teach the {source.platform} reader this markup (CONTRIBUTING.md)",
            )


def refuse_other_platform(reader: Reader, pages: Sequence[Page], platform: str) -> None:
    """Raise `InputError` when nothing on any of the pages is of the platform that is to read them."""
    if pages and not any(reader.recognise(page).confidence for page in pages):
        raise InputError(
            f"nothing on this page is {platform}'s",
            file=pages[0].name,
            hint="`speclift init NAME PAGE` says whose page it is; say so with `platform` in source.toml",
        )


def coverage(
    pages: Sequence[Page],
    texts: Counter[str],
    flags: Counter[str],
    labels: Labels | None,
    versions: Sequence[str] = (),
) -> Coverage:
    """What of the pages' words is in none of the `texts`.

    `flags` counts the rows that carry each label of `ROW_LABELS`; `versions` are those that a page lets its reader
    choose from, again and again. Each word of a text accounts for one word of the page: what stands there twice and was
    taken once is lost once. A reader without `labels` reads pages that no renderer made: nothing tells their words
    about an API from their other words, and nothing is counted.
    """
    name = pages[0].name if pages else ""
    if labels is None:
        return Coverage(name, 0, 0, ())
    runs: Counter[str] = Counter()
    for page in pages:
        for run, count in visible_runs(page).items():
            if not labels.is_printed_by_platform(run):
                runs[_last_step(labels.without_label(run))] += count
    for version in versions:
        runs.pop(version, None)
    flag_words = {word: f"<{flag}>" for flag in ROW_LABELS for word in labels.words(flag)}
    shown = _flagged(words_of(runs), flag_words)
    for run, count in runs.items():  # a label that is a sign: "*"
        if run in flag_words and not words_of(Counter([run])):
            shown[flag_words[run]] += count
    taken = Counter({_TARGET.sub("]", text): count for text, count in texts.items()})
    lost = shown - _flagged(words_of(taken), flag_words) - Counter({f"<{flag}>": flags[flag] for flag in ROW_LABELS})
    for word in labels.single_words():
        lost.pop(word, None)
    return Coverage(name, shown.total(), lost.total(), tuple(_runs_with(lost, runs, flag_words)))


def coverage_of_documents(pages: Sequence[Page], read: ReadDocuments, reader: DocumentReader) -> Coverage:
    """What of the pages' words is in no document that was cut from their data, and in no sample that they show.

    A page repeats an object wherever it is referred to, and a document does not: a word counts once. Of documents that
    were not cut from pages, and of a reader without labels, nothing is counted.
    """
    labels: Labels | None = getattr(reader, "labels", None)
    if labels is None or not any(one.evidence for one in read.documents):
        return Coverage(pages[0].name if pages else "", 0, 0, ())
    texts = [*_samples(pages, reader), *(text for one in read.documents for text in _strings(one.document)), _UNTYPED]
    known = {word for text in (*texts, *labels.words()) for word in words_of(Counter([text]))}
    runs = dict.fromkeys(run for page in pages for run in visible_runs(page) if not labels.is_printed_by_platform(run))
    shown = {run: set(words_of(Counter([labels.without_label(run)]))) for run in runs}
    words = set().union(*shown.values())
    lost = words - known
    return Coverage(pages[0].name, len(words), len(lost), tuple(run for run, own in shown.items() if own & lost))


def _samples(pages: Sequence[Page], reader: DocumentReader) -> Iterator[str]:
    """The samples that pages show beside the data that they were drawn from."""
    if (read := getattr(reader, "read", None)) is not None:
        for page in pages:
            with suppress(InputError):
                yield from (example.text for article in read([page]).articles for example in article.examples)


def _strings(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for key, inner in value.items():
                yield str(key)
                yield from _strings(inner)
        case list():
            for inner in value:
                yield from _strings(inner)
        case str():
            yield value
        case _:
            yield str(value).lower()


def _last_step(run: str) -> str:
    """`a.b.c` names `c`: `a` and `a.b` are rows of their own."""
    return run.rpartition(".")[2] if _DOTTED.fullmatch(run) else run


def _flagged(words: Counter[str], flag_words: dict[str, str]) -> Counter[str]:
    """The words, a label of a row by what it means, whatever its language."""
    flagged: Counter[str] = Counter()
    for word, count in words.items():
        flagged[flag_words.get(word, word)] += count
    return flagged


def _runs_with(lost: Counter[str], runs: Iterable[str], flag_words: dict[str, str]) -> Iterator[str]:
    """The runs in which the lost words stand, those of nothing but lost words first."""
    left = Counter(lost)
    told = {run: [flag_words.get(word, word) for word in words_of(Counter([run])).elements()] for run in runs}
    told |= {run: [flag_words[run]] for run, words in told.items() if not words and run in flag_words}
    suspects = [(run, words) for run, words in told.items() if any(word in left for word in words)]
    suspects.sort(key=lambda pair: -sum(word in lost for word in pair[1]) / len(pair[1]))
    for run, words in suspects:
        if any(left[word] > 0 for word in words):
            left.subtract(words)
            yield run
