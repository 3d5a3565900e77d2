"""Kills and builds at once: no file of the user is lost, no source is left of two builds in silence."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rounds import Rounds
from warm_commands import WarmCommands, warm_commands

MINI = Path(__file__).parents[1] / "cli/mini"
SOURCES = {"rooms": "gb_oneof.html", "doors": "d360_required.html"}
"""Pages of one operation: most of a build of them is the writing that a kill may hit."""


@dataclass(frozen=True)
class Workspace:
    """Two small sources, built, with files of the user everywhere."""

    root: Path
    commands: WarmCommands

    def users(self) -> dict[str, str]:
        """The user's files under `spec/` and `generated/`."""
        places = [self.root / place for place in ("spec", "generated")]
        return {str(path): path.read_text() for place in places for path in place.rglob("user*.txt")}

    def edit(self, chance: random.Random) -> None:
        """Other titles: every document and every package changes."""
        for name in SOURCES:
            source = self.root / "scraper/sources" / name / "source.toml"
            lines = [line for line in source.read_text().splitlines() if not line.startswith("title")]
            source.write_text("\n".join([f'title = "Edition {chance.randrange(10**6)}"', *lines]) + "\n")

    def is_whole_after_a_build(self) -> None:
        """The next build makes everything what it would make of nothing."""
        assert self.commands.run("build", "--quiet")[0] == 0
        status, said = self.commands.run("build", "--check", "--quiet")
        assert status == 0, said
        assert not (self.root / ".speclift/journal.json").exists()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace, and commands in it."""
    root = tmp_path / "workspace"
    (root / "scraper/sources").mkdir(parents=True)
    with warm_commands(root, MINI / SOURCES["rooms"]) as commands:
        for name, page in SOURCES.items():
            assert commands.run("init", name, str(MINI / page))[0] == 0
        assert commands.run("build", "--quiet") == (0, "")
        for place in ("spec", "generated", "spec/mine", "generated/my-package"):
            (root / place).mkdir(parents=True, exist_ok=True)
            for number in range(10):
                (root / place / f"user{number}.txt").write_text(f"{place} {number}")
        yield Workspace(root, commands)


def test_kills_at_random_moments(rounds: Rounds, workspace: Workspace) -> None:
    mine = workspace.users()
    started = time.monotonic()
    assert workspace.commands.run("build", "--force", "--quiet")[0] == 0
    lasts = time.monotonic() - started
    for chance in rounds(0.2):
        workspace.edit(chance)
        build = workspace.commands.start("build", "--quiet")
        time.sleep(chance.uniform(0.0, 1.2 * lasts))
        build.kill()
        build.wait()
        assert workspace.users() == mine
        if chance.random() < 0.2:
            workspace.is_whole_after_a_build()
            assert workspace.users() == mine
    workspace.is_whole_after_a_build()
    assert workspace.users() == mine


def test_builds_at_once(rounds: Rounds, workspace: Workspace) -> None:
    mine = workspace.users()
    commands = [*(["build", name, "--quiet"] for name in SOURCES), ["build", "--quiet"], ["build", "--force", "-q"]]
    for chance in rounds(0.2):
        workspace.edit(chance)
        pair = [workspace.commands.start(*chance.choice(commands)) for _ in range(2)]
        for build in pair:
            status, said = build.wait()
            assert status == 0, said
        assert workspace.users() == mine
    workspace.is_whole_after_a_build()
    assert workspace.users() == mine
