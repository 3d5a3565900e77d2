"""`python -m speclift` and the `speclift` command are the same thing."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from speclift.cli import run

    run()


if __name__ == "__main__":
    main()
