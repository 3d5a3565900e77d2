"""A source: what is known of one documentation beside its pages, read from its folder into one frozen value.

Enters: the folder (`source.toml`, `base.yaml`). Leaves: `Source`. Raises `InputError` for a file that is missing or
says
something that is not understood; a misspelled key is an error, never ignored.
"""

from __future__ import annotations

import re
import tomllib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct, field

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


PaginationStyle = Literal["page", "token", "offset", "link"]


class Paging(Struct, frozen=True):
    """How operations that take certain parameters go from page to page.

    `request` maps a role (page, size, cursor, offset) to the parameter's name, `response` a role (items, next,
    total) to JSON pointers of which the first that an answer has is taken; `end` are values of `next` that mean: no
    more.
    """

    style: PaginationStyle
    request: Mapping[str, str] = field(default_factory=dict)
    response: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: int | None = None
    end: tuple[Any, ...] = ()


class Source(Struct, frozen=True):
    """What is known of one documentation beside its pages.

    `page` is the address of the documentation, `versions` says whether each documented version documents itself
    completely or also holds what an earlier one documented ("inherited", apidoc's own meaning), `base` a partial
    OpenAPI document with what no page states, `names` operation ids to attribute paths of the packages, `folder` where
    `corrections.yaml` lies (None for a page that nobody configured).
    """

    name: str
    title: str = ""
    page: str = ""
    platform: str = ""
    package: str = ""
    client: str = ""
    environment: str = ""
    versions: Literal["inherited", "complete"] = "inherited"
    pagination: tuple[Paging, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    base: Mapping[str, Any] = field(default_factory=dict)
    folder: Path | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def corrections(self) -> Path | None:
        """The file of corrections, if the source has one."""
        path = self.folder / "corrections.yaml" if self.folder is not None else None
        return path if path is not None and path.is_file() else None


_KEYS = {"title", "page", "platform", "package", "client", "environment", "versions", "pagination", "names", "fetch"}
_CHOICES = {"versions": ("inherited", "complete")}
_STYLES = ("page", "token", "offset", "link")
_BASE_KEYS = ("servers", "components", "security")


def load_source(folder: Path) -> Source:
    """Read a source folder.

    Raises `InputError` when `source.toml` or `base.yaml` cannot be read or says something unknown.
    """
    path = folder / "source.toml"
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError("no such file", file=str(path), hint="`speclift init NAME URL` makes one") from None
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, a number of 5,000 digits; nested too deeply
        raise InputError(f"cannot be read: {error}", file=str(path)) from None
    unknown = sorted(settings.keys() - _KEYS)
    if unknown:
        raise InputError(f"unknown key {unknown[0]!r}", file=str(path), hint=f"known: {', '.join(sorted(_KEYS))}")
    for key, value in settings.items():
        expected = _EXPECTED.get(key, str)
        if not isinstance(value, expected):
            raise InputError(f"{key} must be a {expected.__name__}", file=str(path), place=key)
        if key in _CHOICES and value not in _CHOICES[key]:
            raise InputError(
                f"{key} is {value!r}", file=str(path), place=key, hint=f"known: {', '.join(_CHOICES[key])}"
            )
    fallback = unconfigured(folder.name, settings.get("page", ""))
    return Source(
        name=folder.name,
        title=settings.get("title", ""),
        page=settings.get("page", ""),
        platform=settings.get("platform", ""),
        package=settings.get("package", fallback.package),
        client=settings.get("client", fallback.client),
        environment=settings.get("environment", fallback.environment),
        versions=settings.get("versions", "inherited"),
        pagination=tuple(_paging(table, path) for table in settings.get("pagination", ())),
        names=MappingProxyType(dict(settings.get("names", {}))),
        base=_base(folder / "base.yaml"),
        folder=folder,
        extra=MappingProxyType(dict(settings.get("fetch", {}))),
    )


_EXPECTED: Mapping[str, type] = {"pagination": list, "names": dict, "fetch": dict}


def unconfigured(name: str, page: str = "", platform: str = "") -> Source:
    """A source for a page that nobody configured: names are made from `name`, nothing else is known.

    They are fit for a distribution, a class and a variable, none of which may begin with a digit.
    """
    words = re.findall(r"[a-z0-9]+", name.lower()) or ["api"]
    if words[0][0].isdigit():
        words = ["api", *words]
    return Source(
        name=name,
        page=page,
        platform=platform,
        package="-".join(words),
        client="".join(word.capitalize() for word in words),
        environment="_".join(words).upper(),
    )


def _paging(table: Any, path: Path) -> Paging:
    if not isinstance(table, dict) or table.get("style") not in _STYLES:
        raise InputError("pagination needs a style", file=str(path), hint=f"known: {', '.join(_STYLES)}")
    response = {role: tuple([at] if isinstance(at, str) else at) for role, at in table.get("response", {}).items()}
    return Paging(
        style=table["style"],
        request=MappingProxyType(dict(table.get("request", {}))),
        response=MappingProxyType(response),
        first=table.get("first"),
        end=tuple(None if value == "null" else value for value in table.get("end", ())),
    )


def _base(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    from speclift.document.yaml12 import parse_yaml

    try:
        values = parse_yaml(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError:
        raise InputError("not text in UTF-8", file=str(path)) from None
    if values is None:  # comments only, as `speclift init` writes them
        return {}
    if not isinstance(values, dict):
        raise InputError("must hold a mapping: a partial OpenAPI document", file=str(path))
    for key in values:
        if key not in _BASE_KEYS and not str(key).startswith("x-"):
            raise InputError(
                f"{key!r} cannot be stated here", file=str(path), place=str(key),
                hint=f"known: {', '.join(_BASE_KEYS)}, and keys that begin with x-",
            )  # fmt: skip
    return MappingProxyType(values)
