"""A document as the rules see it: everything in it by kind, its operations, and what validates values against it."""

from __future__ import annotations

from functools import cached_property

from speclift.check.validators import Validators
from speclift.document.walk import Walk


class Survey(Walk):
    """A document, everything found in it, and its validators. Raises `InputError` when it is not OpenAPI 3.0 or 3.1."""

    @cached_property
    def validators(self) -> Validators:
        """What validates values against the schemas of this document."""
        return Validators(self)
