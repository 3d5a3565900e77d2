"""Parts that a documentation describes once, apart from the operations that have them.

Enters: articles, and the loose blocks of the pages. Leaves: the articles, with the fields of the input table that their
body is made of, and with the answer that the page shows for all operations.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from speclift.document.json_value import json_value
from speclift.model.raw import Place, RawArticle, RawExample, RawSection
from speclift.readers.handwritten.columns import columns_of
from speclift.readers.handwritten.rows import fields_of
from speclift.readers.handwritten.words import SECTIONS, meaning_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.handwritten.blocks import Block

    Loose = Sequence[tuple[str, tuple[str, ...], Block]]

_LEAST: Final = 4
"""How many fields of a body a table has to have to be the table of that body."""
_SHARE: Final = 0.6


def with_shared_parts(articles: Sequence[RawArticle], loose: Loose) -> list[RawArticle]:
    """The articles with what stands apart. `loose` are blocks with their page and the headings above them."""
    tables = [
        (page, trail, block, frozenset(field.name for field in fields_of(block, Place(page, "", ""))))
        for page, trail, block in loose
        if _is_input_table(trail, block)
    ]
    answer = _shared_answer(loose)
    made = []
    for article in articles:
        own = _names_of_body(article) if tables else frozenset()
        for page, trail, block, names in tables:
            if len(own & names) >= max(_LEAST, _SHARE * len(own)):
                article = _with_inputs(article, page, trail, block)
        made.append(_with_answer(article, answer) if answer is not None else article)
    return made


def _is_input_table(trail: tuple[str, ...], block: Block) -> bool:
    """Whether a table lists inputs: it has a column of defaults, or of what is required."""
    columns = columns_of(block) if block.kind == "table" and trail else []
    return bool({"default", "required"} & set(columns)) and not meaning_within(SECTIONS, trail[-1]).startswith("resp")


def _names_of_body(article: RawArticle) -> frozenset[str]:
    if article.kind not in ("post", "put", "patch"):
        return frozenset()
    own = {field.name for one in article.sections if one.role in ("body", "parameter") for field in one.fields}
    return frozenset(own | {name for one in article.examples if one.role == "body" for name in _names(one.text)})


def _with_inputs(article: RawArticle, page: str, trail: tuple[str, ...], block: Block) -> RawArticle:
    """An article whose body has mostly fields of an input table, with the others of the table."""
    title = re.sub(r"\W+", "-", trail[-1].lower()).strip("-")
    at = Place(article.place.page, article.place.anchor, "", f"table {page} {title}")
    stated = {field.name for one in article.sections for field in one.fields}
    further = tuple(
        replace(field, required=bool(field.required)) for field in fields_of(block, at) if field.name not in stated
    )
    return replace(article, sections=(*article.sections, RawSection("body", trail[-1], at, further)))


def _names(text: str) -> set[str]:
    try:
        sample: Any = json_value(text)
    except ValueError:
        return set(re.findall(r'^ {1,4}"(\w+)"\s*:', text, re.MULTILINE))
    return set(sample) if isinstance(sample, dict) else set()


_OF_ALL: Final = re.compile(
    r"\b(?:all|every|each|any)\b[^.]{0,40}\b(?:responses?|answers?|repl(?:y|ies)|results?)\b"
    r"|\b(?:responses?|answers?|results?) (?:always |all )?(?:look|have|share|follow)",
    re.IGNORECASE,
)


def _shared_answer(loose: Loose) -> str | None:
    """The JSON below a text that speaks of every answer, when there is one such text."""
    found = [
        block.text
        for (_, _, before), (_, _, block) in pairwise(loose)
        if block.kind == "code" and re.match(r"\s*[\[{]", block.text) and _OF_ALL.search(before.text)
    ]
    return found[0] if len(found) == 1 else None


def _with_answer(article: RawArticle, answer: str) -> RawArticle:
    answers = [one for one in article.sections if one.role == "success"]
    if any(one.fields or one.type or one.status in ("202", "204") for one in answers):
        return article
    if any(one.role == "success" for one in article.examples) or article.kind == "object":
        return article
    at = Place(article.place.page, article.place.anchor, "", "shared answer")
    return replace(article, examples=(*article.examples, RawExample("success", "Response", answer, at, "json")))
