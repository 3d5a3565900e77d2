"""What can go wrong while reading from the network, for those who go on after some of it."""

from __future__ import annotations

from speclift.model.findings import InputError


class AbsentError(InputError):
    """The server says that there is no such page for us."""


class UnansweredError(InputError):
    """The server did not answer, or not to the end."""


class LateError(InputError):
    """The server did not answer in time."""
