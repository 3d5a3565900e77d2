"""What a platform prints in its own way, put the way every page is read: `RawApi` to `RawApi`, before anything is
typed.

Enters: `RawApi`, `Source`, the notebook. Leaves: `RawApi`. Each rule is a file; the table tells their order. A rule
that changes what the page says leaves a finding that quotes the page.
"""

from speclift.normalise.cleanup.pipeline import RULES, cleaned_up

__all__ = ["RULES", "cleaned_up"]
