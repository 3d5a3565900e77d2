"""Characters that HTML writes by name or by number (`&lt;`, `&#60;`).

Enters: text with such references. Leaves: the text.
"""

from __future__ import annotations

import html
import re

_ENDLESS = re.compile(r"&#\d{4000,};?")


def unescape(text: str) -> str:
    """The text with its references read; a number beyond all characters is U+FFFD, as HTML has it (13.2.5.80)."""
    try:
        return html.unescape(text)
    except ValueError:  # the standard library reads any number, Python no more than 4,300 digits
        return html.unescape(_ENDLESS.sub("\ufffd", text))
