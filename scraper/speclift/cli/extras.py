"""Commands whose libraries a plain install leaves out: `pip install "speclift[mock]"`.

Enters: the name of an extra. Leaves: nothing, or `InputError` that says what to install.
"""

from __future__ import annotations

from importlib.util import find_spec

from speclift.model.findings import InputError

EXTRAS = {"mock": ("anyio", "h11", "wsproto"), "publish": ("hatchling",), "site": ("markdown_it", "pygments")}
"""The modules that each extra of the distribution brings."""


def require_extra(name: str) -> None:
    """Raise `InputError` when a library of the extra is not installed."""
    missing = [module for module in EXTRAS[name] if find_spec(module) is None]
    if missing:
        raise InputError(f"this needs {' and '.join(missing)}", hint=f"pip install 'speclift[{name}]'")
