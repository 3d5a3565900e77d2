"""How long a text may be in which phrases are looked for.

Patterns of phrases go over a text again from each of its words; a bound on the text makes their time linear in the
page.
The longest text on a recorded page has 2,762 characters.
"""

from __future__ import annotations

from typing import Final

LONGEST_TEXT: Final = 4_000
LONGEST_TYPE: Final = 1_000
