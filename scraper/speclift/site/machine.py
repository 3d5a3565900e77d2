"""What programs read: documents as JSON and YAML at addresses that never change, versions.json, llms.txt, a badge.

Enters: a `SiteSource` and its reference. Leaves: files by path.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from speclift.site.reference import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.site.reference import Reference
    from speclift.site.render import Renderer
    from speclift.site.sources import SiteSource

_WIDTH = 7


def machine_files(source: SiteSource, reference: Reference, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """Every file that a program would ask for."""
    known = []
    for name, document in source.documents.items():
        as_json = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        yield f"{source.name}/{name}.json", as_json
        yield f"{source.name}/{name}.yaml", source.yaml[name]
        if name == source.latest:
            yield f"{source.name}/latest.json", as_json
        package = str(document.get("x-speclift", {}).get("package") or "")
        known.append(
            {
                "version": name.removeprefix("v"),
                "json": f"{name}.json",
                "yaml": f"{name}.yaml",
                "reference": f"{name}/index.html",
                "operations": len(reference.views[name].operations),
                "package": package if source.packages.get(name) else None,
            }
        )
    listed = {"source": source.name, "title": source.title, "page": source.page, "versions": known}
    yield f"{source.name}/versions.json", (json.dumps(listed, ensure_ascii=False, indent=2) + "\n").encode()
    view = reference.views[source.latest]
    groups = [(group, [entry(view, operation) for operation in some]) for group, some in view.groups.items()]
    yield f"{source.name}/llms.txt", renderer.text("llms.txt.jinja", source=source, groups=groups)
    label, value = source.title[:60], source.latest
    badge = renderer.text(
        "badge.svg.jinja", label=label, value=value, left=_WIDTH * len(label) + 12, right=_WIDTH * len(value) + 12
    )
    yield f"{source.name}/badge.svg", badge
