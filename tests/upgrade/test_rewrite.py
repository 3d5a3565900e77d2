"""`--fix`: what is certain is rewritten, the rest is marked, everything else stays byte for byte."""

from __future__ import annotations

import ast

import pytest

from speclift.python_api.advice import Advice, Fix
from speclift.python_api.rewrite import rewritten


def advice(line: int, column: int, *fixes: Fix, message: str = "gone") -> Advice:
    return Advice("breaking", line, column, message, fixes=fixes, certain=bool(fixes))


CASES: dict[str, tuple[str, list[Advice], str]] = {
    "import from": (
        "from acme_v1.models import User  # ours\n",
        [advice(1, 1, Fix("module", "acme_v1", "acme_v2"))],
        "from acme_v2.models import User  # ours\n",
    ),
    "import goes on under the old name": (
        "import acme_v1\nprint(acme_v1.User)\n",
        [advice(1, 8, Fix("module", "acme_v1", "acme_v2"))],
        "import acme_v2 as acme_v1\nprint(acme_v1.User)\n",
    ),
    "import with a name": (
        "import acme_v1 as acme\n",
        [advice(1, 8, Fix("module", "acme_v1", "acme_v2"))],
        "import acme_v2 as acme\n",
    ),
    "method moved": (
        "server.rooms.open( '7' )  # kept\n",
        [advice(1, 1, Fix("path", "rooms.open", "halls.start"))],
        "server.halls.start( '7' )  # kept\n",
    ),
    "method held": ("f = self.acme.rooms.open\n", [advice(1, 5, Fix("path", "rooms.open", "rooms.start"))],
                    "f = self.acme.rooms.start\n"),
    "two keywords": (
        "server.users.list(\n    page = 1,\n    size=2)\n",
        [advice(1, 1, Fix("keyword", "page", "page_id"), Fix("keyword", "size", "page_size"))],
        "server.users.list(\n    page_id = 1,\n    page_size=2)\n",
    ),
    "member": ("x = State.ONLINE\n", [advice(1, 5, Fix("name", "ONLINE", "AVAILABLE"))], "x = State.AVAILABLE\n"),
    "what is left is marked": ("a = 1\nserver.users.delete(7)\n", [advice(2, 1, message="users.delete() is gone")],
                               "a = 1\nserver.users.delete(7)  # speclift: users.delete() is gone\n"),
    "no mark inside of a text": ('x = f("""a\n""", g(1))\n', [advice(1, 7)], 'x = f("""a\n""", g(1))\n'),
    "no mark where a line goes on": ("x = 1 + \\\n    f(2)\n", [advice(1, 5)], "x = 1 + \\\n    f(2)\n"),
    "line ends are kept": ("import acme_v1\r\nf(1)\r\n", [advice(2, 1)],
                           "import acme_v1\r\nf(1)  # speclift: gone\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_rewriting(name: str) -> None:
    text, advices, expected = CASES[name]
    fixed, applied = rewritten(text, advices)
    assert fixed == expected
    assert applied == sum(len(one.fixes) for one in advices)
    ast.parse(fixed)
    again, _ = rewritten(fixed, [one for one in advices if not one.certain])
    assert again == fixed
