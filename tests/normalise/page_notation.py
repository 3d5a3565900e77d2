"""A page as YAML: what a reader would hand on, written shortly; every piece has its place from where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from speclift.model.raw import (
    Place,
    RawApi,
    RawArticle,
    RawExample,
    RawField,
    RawGroup,
    RawSection,
    RawText,
)


def load_page(path: Path) -> RawApi:
    """Read a page from a file of this notation."""
    return page(yaml.safe_load(path.read_text(encoding="utf-8")))


def page(said: dict[str, Any]) -> RawApi:
    """Make a page of plain values."""
    articles = tuple(_article(one, number) for number, one in enumerate(said.get("articles", ())))
    return RawApi(
        title=said.get("title", ""),
        platform="apidoc",
        articles=articles,
        groups=tuple(_group(one) for one in said.get("groups", ())),
        description=_texts(said.get("description", ()), Place("page", "", ""), "description"),
        servers=tuple(said.get("servers", ())),
    )


def _article(said: dict[str, Any], number: int) -> RawArticle:
    method, _, url = said.get("call", "").partition(" ")
    group, name, version = said.get("group", "Things"), said.get("name", ""), str(said.get("version", ""))
    place = Place("page", f"api-{group}-{name}", version, f"{number}")
    within = Place("page", f"api-{group}-{name}", version, f"{number}")
    deprecated = said.get("deprecated")
    return RawArticle(
        group=group,
        name=name,
        version=version,
        title=said.get("title", name),
        place=place,
        group_title=said.get("group_title", group.replace("_", " ")),
        kind=said.get("kind", method),
        url=said.get("url", url),
        transport=said.get("transport", "http"),
        deprecated=None if deprecated is None else RawText(deprecated, _at(within, "deprecated")),
        description=_texts(said.get("description", ()), within, "description"),
        permission=_texts(said.get("permission", ()), within, "permission"),
        sections=tuple(_section(one, within, position) for position, one in enumerate(said.get("sections", ()))),
        examples=tuple(_example(one, within, position) for position, one in enumerate(said.get("examples", ()))),
        labels=_texts(said.get("labels", ()), within, "label"),
    )


def _group(said: dict[str, Any]) -> RawGroup:
    place = Place("page", f"api-{said['name']}", "")
    title = said.get("title", said["name"])
    return RawGroup(said["name"], title, _texts(said.get("description", ()), place, "description"), place)


def _texts(said: Any, place: Place, path: str) -> tuple[RawText, ...]:
    texts = [said] if isinstance(said, str) else said
    return tuple(RawText(text, _at(place, f"{path}/{number}")) for number, text in enumerate(texts))


def _section(said: dict[str, Any], place: Place, position: int) -> RawSection:
    inside = _at(place, f"section{position}")
    return RawSection(
        role=said.get("role", "parameter"),
        title=said.get("title", ""),
        place=inside,
        fields=tuple(_row(row, inside, number) for number, row in enumerate(said.get("rows", ()))),
        description=said.get("description", ""),
        status=str(said.get("status", "")),
        media_type=said.get("media_type", ""),
        type=said.get("type", ""),
    )


def _row(said: Any, place: Place, number: int) -> RawField:
    """`[name, type, description]` or a mapping; a `?` behind the name is the label "optional", a `!` "required"."""
    if isinstance(said, list):
        said = dict(zip(("name", "type", "description"), said, strict=False))
    name = str(said["name"])
    required = False if name.endswith("?") else True if name.endswith("!") else None
    inside = _at(place, f"{number}:{name}")
    return RawField(
        name=name.rstrip("?!"),
        place=inside,
        type=said.get("type", ""),
        required=required,
        deprecated=said.get("deprecated", False),
        description=said.get("description", ""),
        default=said.get("default"),
        size=said.get("size"),
        allowed=tuple(said.get("allowed", ())),
        example=said.get("example"),
        constraints=tuple((label, value) for label, value in said.get("constraints", {}).items()),
        children=tuple(_row(child, inside, position) for position, child in enumerate(said.get("children", ()))),
    )


def _example(said: dict[str, Any], place: Place, position: int) -> RawExample:
    return RawExample(
        role=said.get("role", "success"),
        title=said.get("title", ""),
        text=said["text"].rstrip("\n"),
        place=_at(place, f"example{position}"),
        language=said.get("language", ""),
        status=str(said.get("status", "")),
        made_up=said.get("made_up", False),
    )


def _at(place: Place, path: str) -> Place:
    return Place(place.page, place.anchor, place.version, f"{place.path}/{path}")
