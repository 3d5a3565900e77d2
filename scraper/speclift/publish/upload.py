"""Uploading files to an index with twine or uv, whichever is installed; what is there already is skipped.

Enters: paths of built files and the addresses of an index. Leaves: what was uploaded and what was skipped. A failure
half-way loses nothing: the next run asks the index what it has and goes on from there.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from speclift.model.findings import InputError
from speclift.publish.index import files_on_index

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PYPI = "https://upload.pypi.org/legacy/"

_NEEDED = (
    "TWINE_", "UV_", "PATH", "HOME", "USER", "LANG", "LC_", "TMP", "TEMP", "SSL_CERT", "REQUESTS_CA", "CURL_CA",
    "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "XDG_", "APPDATA", "SYSTEMROOT", "ACTIONS_", "GITHUB_",
    "VIRTUAL_ENV",
)  # fmt: skip
"""Beginnings of the environment variables that an uploader may see; PYTHONPATH and the like are not among them."""

_LISTED_ELSEWHERE = {
    PYPI: "https://pypi.org/simple/",
    "https://test.pypi.org/legacy/": "https://test.pypi.org/simple/",
}


@dataclass(frozen=True, slots=True)
class Index:
    """Where files go (`upload`) and where an index says what it has (`simple`)."""

    upload: str
    simple: str

    @classmethod
    def at(cls, upload: str, simple: str | None = None) -> Index:
        """The index that takes files at `upload`; it lists them at `simple`, or where such an index usually does."""
        usual = _LISTED_ELSEWHERE.get(f"{upload.rstrip('/')}/", f"{upload.rstrip('/')}/simple/")
        return cls(upload, simple or usual)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What one call did, by file name. `missing`: neither there nor sent, because nothing was to be sent."""

    sent: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def upload(
    name: str,
    paths: Sequence[Path],
    index: Index,
    *,
    tell: Callable[[str], None] | None = None,
    send: bool = True,
) -> Uploaded:
    """Upload the files of distribution `name`, one by one, skipping what the index has; without `send` only look.

    Raises `InputError` when the index refuses a file, dies, or has other bytes under the same name.
    """
    there = files_on_index(index.simple, name)
    say = tell or _nothing
    sent: list[str] = []
    skipped: list[str] = []
    missing: list[str] = []
    for path in paths:
        known = there.get(path.name)
        if known is None and not send:
            missing.append(path.name)
            say(f"missing {path.name}: the index does not have it")
            continue
        if known is None:
            _send(path, index)
            sent.append(path.name)
            say(f"uploaded {path.name}")
            continue
        if known and known != hashlib.sha256(path.read_bytes()).hexdigest():
            raise InputError(
                "the index has other bytes under this name",
                file=path.name,
                hint="a released file cannot change: the version must be raised",
            )
        skipped.append(path.name)
        say(f"skipped {path.name}: the index has it")
    return Uploaded(tuple(sent), tuple(skipped), tuple(missing))


def _nothing(line: str) -> None:
    """Tell nobody."""


def _send(path: Path, index: Index) -> None:
    command = [*_uploader(index.upload), str(path.resolve())]
    # In a folder of our own and without the current one on the path: what lies in the workspace must not run here.
    with TemporaryDirectory(prefix="speclift-upload-") as empty:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=empty, env=_environment())
    if done.returncode:
        words = [line.strip() for line in (done.stdout + "\n" + done.stderr).splitlines() if line.strip()]
        reason = next(
            (line for line in reversed(words) if "error" in line.lower()), words[-1] if words else "no message"
        )
        raise InputError(
            f"the upload failed: {reason}",
            file=path.name,
            place=without_credentials(index.upload),
            hint="run the same command again: what is on the index is skipped",
        )


def _environment() -> dict[str, str]:
    """What an uploader needs of the environment: its own settings, the network's, and where things lie."""
    return {name: value for name, value in os.environ.items() if name.upper().startswith(_NEEDED)}


def _uploader(address: str) -> list[str]:
    if importlib.util.find_spec("twine") is not None:
        return [
            sys.executable,
            "-P",
            "-m",
            "twine",
            "upload",
            "--non-interactive",
            "--disable-progress-bar",
            "--repository-url",
            address,
        ]
    uv = shutil.which("uv")
    if uv is not None:
        return [uv, "publish", "--publish-url", address]
    raise InputError("neither twine nor uv is installed", hint="pip install twine")


def without_credentials(address: str) -> str:
    """An address fit for a message: user name and password left out."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    return urlunsplit(parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host, query=""))
