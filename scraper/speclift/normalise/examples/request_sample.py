"""A recorded request: what any of its notations (curl, raw HTTP, wget, HTTPie) says.

Enters: nothing. Leaves: `RequestSample`, which every reader in `notations.NOTATIONS` gives. Nothing in it was executed,
expanded or substituted: `{{$server_name}}` and `:id` stand in it as they stand on the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from speclift.normalise.examples.json_value import Repair


class RequestSample(Struct, frozen=True):
    """One request as recorded.

    `url` is as printed, with its query (data sent with `-G` is added to it). `headers` keep order and spelling. `body`
    is the text that would be sent, `data_file` the name of a file that would be (`ObjectUser.json` of `--data
    '@ObjectUser.json'`), `form` the parts of a multipart form as (name, value), a value `@/path/to/image` naming a
    file. `user` is `name:password` of basic authorisation. `unknown` are words of the command that nothing here knows;
    `repairs` what had to be read differently than a shell reads it.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    data_file: str | None = None
    form: tuple[tuple[str, str], ...] = ()
    user: str = ""
    unknown: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def media_type(self) -> str:
        """The media type that the headers state, in lower case and without parameters; "" where they state none."""
        stated = next((value for name, value in self.headers if name.casefold() == "content-type"), "")
        return stated.partition(";")[0].strip().casefold()
