"""Checks an OpenAPI document: is it sound, does it agree with itself, does every recorded example fit its schema?

Enters: a document as JSON values, of whatever origin; nothing in here has seen a page. Leaves: findings. A rule is
one file with one function; `rules.py` is the table of all of them. To add one: write the file, add its line, add its
cases.
"""

from speclift.check.run import check

__all__ = ["check"]
