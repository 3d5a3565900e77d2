"""JSON printed anew as `JSON.stringify(JSON.parse(text), null, ' ')` prints it, which apidoc's template does to
examples.

Enters: the text of an example. Leaves: the same, indented by four, or the text itself when it is not JSON.
"""

from __future__ import annotations

import json
import math

_LARGEST_PLAIN = 1e21
_SMALLEST_PLAIN = 1e-6
_LARGEST_INDEX = 2**32 - 2


def reformatted(content: str) -> str:
    """`content` as ECMA-262 would write it again (sections 25.5.1 and 25.5.2)."""
    try:
        value = json.loads(content.strip(), parse_int=_number, parse_float=_number, parse_constant=_refused)
        out: list[str] = []
        _write(value, "\n", out)
        return "".join(out)
    except (ValueError, RecursionError):
        return content


class _Number(str):
    """A number as JavaScript prints it."""

    __slots__ = ()


def _refused(word: str) -> object:
    raise ValueError(f"{word} is not JSON")


def _number(digits: str) -> _Number:
    value = float(digits)
    if not math.isfinite(value):
        return _Number("null")
    if value == int(value) and abs(value) < _LARGEST_PLAIN:
        return _Number(_whole(value))
    shown = repr(value)
    mantissa, _, exponent = shown.partition("e")
    if exponent and _SMALLEST_PLAIN <= abs(value) < 1:
        return _Number(format(value, f".{len(mantissa.replace('.', '').lstrip('-')) - 1 - int(exponent)}f"))
    if not exponent:
        return _Number(shown)
    sign = "-" if int(exponent) < 0 else "+"
    return _Number(f"{mantissa.removesuffix('.0')}e{sign}{abs(int(exponent))}")


def _whole(value: float) -> str:
    """A whole number: the shortest digits that mean it, and zeros (2**63 is 9223372036854776000)."""
    mantissa, _, exponent = repr(value).partition("e")
    if not exponent:
        return str(int(float(mantissa)))
    digits = mantissa.replace(".", "")
    return digits + "0" * (int(exponent) + 1 - len(digits.lstrip("-")))


def _write(value: object, line: str, out: list[str]) -> None:
    """Append `value` to `out`; `line` is a line break with the present indentation."""
    deeper = line + "    "
    if isinstance(value, _Number):
        out.append(str(value))
    elif isinstance(value, dict) and value:
        out.append("{")
        for key, item in sorted(value.items(), key=_key_order):
            out += (deeper, json.dumps(key, ensure_ascii=False), ": ")
            _write(item, deeper, out)
            out.append(",")
        out[-1] = line + "}"
    elif isinstance(value, list) and value:
        out.append("[")
        for item in value:
            out.append(deeper)
            _write(item, deeper, out)
            out.append(",")
        out[-1] = line + "]"
    else:
        out.append(json.dumps(value, ensure_ascii=False))


def _key_order(member: tuple[str, object]) -> tuple[bool, int]:
    """Keys that are array indices come first, in their order; the others as written (ECMA-262, section 10.1.11)."""
    key = member[0]
    is_index = key.isascii() and key.isdigit() and (key == "0" or key[0] != "0") and int(key) <= _LARGEST_INDEX
    return not is_index, int(key) if is_index else 0
