"""Where the JSON Schemas of a source's files are, for editors that complete and check them (`docs/schemas/`)."""

from __future__ import annotations

from typing import Final

SCHEMA_ADDRESS: Final = "https://raw.githubusercontent.com/speclift/speclift/main/docs/schemas/"
"""What the address of each schema begins with."""
