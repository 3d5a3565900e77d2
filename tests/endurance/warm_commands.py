"""Commands of speclift, each in a fork of one warm process: a round does not pay for the start of Python.

`WarmCommands` starts this file as a process, which reads a JSON value a line: `{"run": words, "folder": …, "said": …}`
forks a child that runs the command line and is answered by its number; a number is answered, when that child has ended,
by its exit status (negative: the signal that ended it).
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Started:
    """A running command."""

    process: int
    said: Path
    commands: WarmCommands

    def kill(self) -> None:
        """End it at once, unless it has ended: nobody has asked for its status, so that its number is still its own."""
        os.kill(self.process, signal.SIGKILL)

    def wait(self) -> tuple[int, str]:
        """Its exit status, and what it said."""
        status = self.commands.ask(self.process)
        return status, self.said.read_text()


class WarmCommands:
    """Starts commands in one folder."""

    def __init__(self, folder: Path, server: subprocess.Popen[str]) -> None:
        self._folder = folder
        self._server = server
        self._number = 0

    def ask(self, question: Any) -> int:
        """The answer to one line."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(question) + "\n")
        self._server.stdin.flush()
        return int(self._server.stdout.readline())

    def start(self, *words: str) -> Started:
        """Start a command without waiting for it."""
        self._number += 1
        said = self._folder.with_name(f"said-{self._number % 8}.txt")
        process = self.ask({"run": words, "folder": str(self._folder), "said": str(said)})
        return Started(process, said, self)

    def run(self, *words: str) -> tuple[int, str]:
        """Run a command to its end: its exit status, and what it said."""
        return self.start(*words).wait()


@contextlib.contextmanager
def warm_commands(folder: Path, page: Path) -> Iterator[WarmCommands]:
    """Commands that run in `folder`, forked from a process that has built `page`."""
    with subprocess.Popen(
        [sys.executable, __file__, page], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        yield WarmCommands(folder, server)


def _run(*words: str) -> int:
    from speclift.cli import run

    sys.argv = ["speclift", *words]
    try:
        run()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _start(words: list[str], folder: str, said: str) -> int:
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        os.chdir(folder)
        for number, place in ((0, os.devnull), (1, os.devnull), (2, said)):
            os.dup2(os.open(place, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), number)
        status = _run(*words)
    finally:
        os._exit(status)


def _serve(page: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        _run("build", page, "--out", scratch, "--quiet")
    for line in sys.stdin:
        question = json.loads(line)
        if isinstance(question, int):
            print(os.waitstatus_to_exitcode(os.waitpid(question, 0)[1]), flush=True)
        else:
            print(_start(question["run"], question["folder"], question["said"]), flush=True)


if __name__ == "__main__":
    _serve(sys.argv[1])
