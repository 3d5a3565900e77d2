"""A tree is the old one or the new one, whenever the writer is killed, and whatever the disk says."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from speclift.model.findings import InputError
from speclift.workspace import atomic_tree as trees

OLD = {"a/one.yaml": b"old one", "a/two.yaml": b"same"}
NEW = {"a/one.yaml": b"new one", "a/two.yaml": b"same", "a/deep/three.yaml": b"3"}
OWNED = frozenset({"a"})


def held(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes() for path in directory.rglob("*") if path.is_file()
    }


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    directory = tmp_path / "spec"
    trees.replace(directory, OWNED, OLD, tmp_path / "scratch")
    return directory


def test_new_files_come_changed_ones_change_and_the_answer_names_them(tree: Path) -> None:
    assert trees.replace(tree, OWNED, NEW, tree.parent / "scratch") == ("a/deep/three.yaml", "a/one.yaml")
    assert held(tree) == NEW


def test_what_the_build_does_not_own_stays(tree: Path) -> None:
    (tree / "notes.txt").write_text("mine")
    (tree / "b").mkdir()
    (tree / "b" / "other.yaml").write_text("another source")
    (tree / "a" / "stale.yaml").write_text("no longer made")
    assert "a/stale.yaml" in trees.replace(tree, OWNED, NEW, tree.parent / "scratch")
    assert held(tree) == {**NEW, "notes.txt": b"mine", "b/other.yaml": b"another source"}


def test_nothing_is_touched_when_nothing_changed(tree: Path) -> None:
    before = (tree.stat().st_ino, (tree / "a/one.yaml").stat().st_mtime_ns)
    assert trees.replace(tree, OWNED, OLD, tree.parent / "scratch") == ()
    assert (tree.stat().st_ino, (tree / "a/one.yaml").stat().st_mtime_ns) == before


def test_unchanged_files_keep_their_times(tree: Path) -> None:
    before = (tree / "a/two.yaml").stat().st_mtime_ns
    trees.replace(tree, OWNED, NEW, tree.parent / "scratch")
    assert (tree / "a/two.yaml").stat().st_mtime_ns == before


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "a/\0"])
def test_a_file_that_would_leave_its_folder_is_refused(tree: Path, path: str) -> None:
    with pytest.raises(InputError, match="leave its folder"):
        trees._refuse_escapes({path: b""})


def test_without_an_exchanging_system_call_two_renames_do(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees.ctypes, "CDLL", lambda *_, **__: object())
    trees.replace(tree, OWNED, NEW, tree.parent / "scratch")
    assert held(tree) == NEW
    assert not list((tree.parent / "scratch").iterdir())


def killed_at_exchange(tree: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> Path:
    """Two trees are written, and the writer dies before its exchange of that number (0: the first)."""
    scratch, exchange, calls = tree.parent / "scratch", trees._exchange, iter(range(9))

    def die(new: Path, old: Path) -> None:
        if next(calls) == number:
            raise KeyboardInterrupt
        exchange(new, old)

    monkeypatch.setattr(trees, "_exchange", die)
    other = trees.Tree(tree.parent / "generated", frozenset({"p"}), {"p/x.py": b"new"})
    with pytest.raises(KeyboardInterrupt):
        trees.replace_all([trees.Tree(tree, OWNED, NEW), other], scratch)
    monkeypatch.undo()
    return scratch


@pytest.mark.parametrize("number", [0, 1])
def test_recover_finishes_what_a_killed_writer_began(tree: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    scratch = killed_at_exchange(tree, monkeypatch, number)
    assert trees.is_interrupted(scratch)
    assert trees.recover(scratch)
    assert held(tree) == NEW
    assert held(tree.parent / "generated") == {"p/x.py": b"new"}
    assert not list(scratch.iterdir())
    assert not trees.recover(scratch)


def test_a_damaged_journal_is_named(tree: Path) -> None:
    scratch = tree.parent / "scratch"
    (scratch / trees.JOURNAL).write_text("{")
    with pytest.raises(InputError, match="is damaged"):
        trees.recover(scratch)


def test_a_half_made_tree_is_dropped(tree: Path) -> None:
    scratch = tree.parent / "scratch"
    (scratch / "stage-x" / "0").mkdir(parents=True)
    assert not trees.recover(scratch)
    assert not list(scratch.iterdir())


def test_a_symbolic_link_in_the_place_of_a_tree_is_refused(tree: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tree / "a").rename(elsewhere)
    (tree / "a").symlink_to(elsewhere)
    with pytest.raises(InputError, match="symbolic link"):
        trees.replace(tree, OWNED, NEW, tree.parent / "scratch")
    assert held(elsewhere) == {path.removeprefix("a/"): content for path, content in OLD.items()}


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "free some space"), (errno.EACCES, "permissions"), (errno.EIO, "intact")]
)
def test_a_disk_that_refuses_leaves_the_old_tree(
    tree: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(path: Path, content: bytes) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(InputError, match=words):
        trees.replace(tree, OWNED, NEW, tree.parent / "scratch")
    monkeypatch.undo()
    assert held(tree) == OLD


def test_one_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deep" / "file"
    trees.write_file(path, b"old")

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(InputError, match="No space left"):
        trees.write_file(path, b"new")
    assert [path.name for path in path.parent.iterdir()] == ["file"]
    assert path.read_bytes() == b"old"


WRITER = """
import sys
from pathlib import Path
from speclift.workspace.atomic_tree import recover, replace
directory, scratch = Path(sys.argv[1]), Path(sys.argv[2])
recover(scratch)
for turn in range(10_000):
    word = str(turn % 2).encode() * 1000
    replace(directory, frozenset({"a"}), {f"a/{n}": word for n in range(40)}, scratch)
    if not turn:
        print("ready", flush=True)
"""


def test_a_killed_writer_leaves_one_tree_or_the_other(tmp_path: Path) -> None:
    directory, scratch = tmp_path / "spec", tmp_path / "scratch"
    for attempt in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(directory), str(scratch)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.03 + 0.017 * attempt)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        found = held(directory)
        assert len(found) == 40
        assert len(set(found.values())) == 1
