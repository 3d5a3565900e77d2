"""`python -m speclift` and the `speclift` command are the same thing."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Run the command line.

    `python -m` puts the current folder in front of everything: what lies in a workspace is no module of ours.
    """
    if not sys.flags.safe_path and sys.path[0] == str(Path.cwd()):
        del sys.path[0]
    from speclift.cli import run

    run()


if __name__ == "__main__":
    main()
