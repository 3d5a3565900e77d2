"""Splits a recorded shell command into words, as a shell does, but without ever failing or expanding anything.

Enters: the text of a command. Leaves: its words, each with its offset, and whether the command was continued where no
backslash says so. Knows single, double and `$'…'` quotes, backslashes, continued lines (a backslash, PowerShell's
backtick), and `|`, `;`, `&&`, `>`, `#`, which end the command. Linear in the length of the text.
Source: POSIX.1-2017, 2.2 Quoting.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

_CONTINUED: Final = re.compile(r"[\\`][ \t\xa0]*(?:\r?\n|\Z)")
_NEXT_OPTION: Final = re.compile(r"\r?\n\s{0,200}(?:\\?\s{0,20})(?=-{1,2}[A-Za-z]|- [a-zA-Z]\b|[\"']?https?://)")
_PLAIN: Final = re.compile(r"[^\s\\`'\"$|;&<>\xa0“”‘’]+")
_IN_DOUBLE: Final = re.compile(r"[^\\\"`]+")
_ANSI_C: Final = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|([0-7]{1,3})|(.))", re.DOTALL)
_ANSI_C_SIGNS: Final = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b"}
_SMART: Final = {"“": '”“"', "”": '”"', "‘": "’‘'", "’": "’'"}


class ShellWord(Struct, frozen=True):
    """A word: what it says after its quotes are taken off, and the span of the text it stands in."""

    value: str
    start: int
    end: int


class Command(Struct, frozen=True):
    """The words of the first command of a text, and the offsets of line ends where a continuation sign is lost."""

    words: tuple[ShellWord, ...]
    lost_continuations: tuple[int, ...] = ()


def split_command(text: str) -> Command:
    """Splits the command that `text` begins with. Never raises: a quote that never ends takes the rest of the text."""
    words: list[ShellWord] = []
    lost: list[int] = []
    at = 0
    while at < len(text):
        here = text[at]
        if here in " \t\r\xa0":
            at += 1
        elif continued := _CONTINUED.match(text, at):
            at = continued.end()
        elif here == "\n":
            option = _NEXT_OPTION.match(text, at)
            if option is None and words:
                break
            if option and words:
                lost.append(at)
            at = option.end() if option else at + 1
        elif here in "|;>" or (here == "&" and text[at + 1 : at + 2] in ("&", "", " ", "\n")) or here == "#":
            break
        else:
            value, end = _word(text, at)
            words.append(ShellWord(value, at, end))
            at = end
    return Command(tuple(words), tuple(lost))


def _word(text: str, start: int) -> tuple[str, int]:
    """Reads one word: everything up to white space or a sign that ends the command."""
    parts: list[str] = []
    at = start
    while at < len(text) and text[at] not in " \t\r\n\xa0|;>" and not _CONTINUED.match(text, at):
        here = text[at]
        if plain := _PLAIN.match(text, at):
            parts.append(plain[0])
            at = plain.end()
        elif here == "'" or text.startswith("$'", at):
            inside, at = _single(text, at)
            parts.append(inside)
        elif here == '"':
            inside, at = _double(text, at + 1)
            parts.append(inside)
        elif here in _SMART:
            end = next((i for i in range(at + 1, len(text)) if text[i] in _SMART[here]), len(text))
            parts.append(text[at + 1 : end])
            at = end + 1
        elif here == "\\":
            parts.append(text[at + 1 : at + 2])
            at += 2
        else:
            parts.append(here)
            at += 1
    return "".join(parts), at


def _single(text: str, at: int) -> tuple[str, int]:
    """Reads `'…'`, which knows no escapes, or `$'…'`, which knows those of C."""
    if text[at] == "'":
        end = text.find("'", at + 1)
        return (text[at + 1 :], len(text)) if end < 0 else (text[at + 1 : end], end + 1)
    start = end = at + 2
    while end < len(text) and text[end] != "'":
        end += 2 if text[end] == "\\" else 1

    def sign(match: re.Match[str]) -> str:
        if match[1] or match[2]:
            return chr(int(match[1] or match[2], 16))
        return chr(int(match[3], 8)) if match[3] else _ANSI_C_SIGNS.get(match[4], match[4])

    return _ANSI_C.sub(sign, text[start:end]), min(len(text), end + 1)


def _double(text: str, at: int) -> tuple[str, int]:
    """Reads the rest of `"…"`: a backslash escapes `"`, `\\`, `$`, a backtick and a line end, and stays before all
    else.
    """
    parts: list[str] = []
    while at < len(text) and text[at] != '"':
        if plain := _IN_DOUBLE.match(text, at):
            parts.append(plain[0])
            at = plain.end()
        elif text[at] == "\\":
            escaped = text[at + 1 : at + 2]
            parts.append("" if escaped == "\n" else escaped if escaped in '"\\$`' else text[at] + escaped)
            at += 2
        else:
            parts.append(text[at])
            at += 1
    return "".join(parts), at + 1
