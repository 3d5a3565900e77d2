"""A report for programs: the JSON values of its page, keys in the order in which the report says them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speclift.report.blocks import Page


def write(page: Page) -> str:
    """The page's data as JSON."""
    return json.dumps(page.data, ensure_ascii=False, indent=2) + "\n"
