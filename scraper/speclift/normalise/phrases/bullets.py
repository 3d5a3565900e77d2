"""Bulleted lists in Markdown, as a tree.

Enters: a description. Leaves: its text before the first bullet, and the bullets with what is nested below each.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct, field

_BULLET: Final = re.compile(r"^(\s*)(?:[-*+•]|\d{1,3}[.)])\s+(.*)$")


class Bullet(Struct):
    """One entry of a list: its words, and the entries below it."""

    text: str
    children: list[Bullet] = field(default_factory=list)


def read_bullets(description: str) -> tuple[str, list[Bullet]]:
    """The text before the first bullet, and the bullets. Lines that continue a bullet belong to it."""
    if "- " not in description and "* " not in description and "• " not in description:
        return description, []
    introduction: list[str] = []
    roots: list[Bullet] = []
    open_bullets: list[tuple[int, Bullet]] = []
    broken = False
    for line in description.splitlines():
        match = _BULLET.match(line)
        if match is None:
            if not line.strip():
                broken = True
            elif open_bullets and not broken:
                open_bullets[-1][1].text += " " + line.strip()
            elif not roots:
                introduction.append(line)
            continue
        broken = False
        indent = len(match[1].expandtabs(4))
        bullet = Bullet(match[2].strip())
        while open_bullets and open_bullets[-1][0] >= indent:
            open_bullets.pop()
        (open_bullets[-1][1].children if open_bullets else roots).append(bullet)
        open_bullets.append((indent, bullet))
    return "\n".join(introduction), roots


_MEMBER: Final = re.compile(r"[`\"']?([A-Za-z_][\w-]*)[`\"']?\s*(?::|–|—|-)\s+(.+)\Z", re.DOTALL)


def read_members(bullets: list[Bullet]) -> dict[str, tuple[str, list[Bullet]]]:
    """Bullets that describe the fields of an object, `sip.

    Array of SIP URLs`: by name, their words and what is below them.
    """
    members: dict[str, tuple[str, list[Bullet]]] = {}
    for bullet in bullets:
        match = _MEMBER.match(bullet.text)
        if match is not None:
            members.setdefault(match[1], (match[2].strip(), bullet.children))
    return members
