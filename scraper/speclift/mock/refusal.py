"""Why a request is refused: an exception inside the mock, turned into the documented error envelope at its edge."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - not an error of the mock: an answer
    """A request that gets an error. `reason` is a slug; `where` and `name` say which part of the request is meant.

    `where` is one of "query", "path", "header", "cookie", "body", "" and `name` the parameter's or the field's name.
    `like` are regular expressions, most wanted first, for the name of a documented error that says the same.
    """

    def __init__(
        self,
        status: int,
        reason: str,
        message: str,
        *,
        where: str = "",
        name: str = "",
        like: tuple[str, ...] = (),
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.status, self.reason, self.message = status, reason, message
        self.where, self.name, self.like, self.headers = where, name, like, headers
        super().__init__(message)
