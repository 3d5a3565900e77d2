# ruff: noqa: N802  (LibCST calls methods by the names of its nodes)
"""Rewrites what is certain in a user's module: names of packages, methods, keywords, members; marks the rest.

Enters: the text of a module and advice about it. Leaves: the new text. Everything that advice does not name stays as
it is, byte for byte. LibCST is an extra (`speclift[upgrade]`).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import libcst

    from speclift.python_api.advice import Advice, Fix

MARK = "  # speclift: "


def rewritten(text: str, advices: Iterable[Advice]) -> tuple[str, int]:
    """The module with every fix applied and a comment behind each other line that breaks, and how many fixes there
    were. Raises `InputError` without LibCST."""
    try:
        import libcst
    except ImportError:
        raise InputError("--fix needs LibCST", hint="pip install speclift[upgrade]") from None
    advice_list = list(advices)
    fixes = {(advice.line, advice.column): advice.fixes for advice in advice_list if advice.fixes}
    wrapper = libcst.MetadataWrapper(libcst.parse_module(text))
    renamer = _renamer(fixes)
    fixed: str = wrapper.visit(renamer).code
    return _marked(
        fixed, [advice for advice in advice_list if not advice.certain and advice.level == "breaking"]
    ), renamer.applied


def _renamer(fixes: dict[tuple[int, int], tuple[Fix, ...]]) -> _Applied:
    import libcst as cst
    from libcst.metadata import PositionProvider

    class Renamer(cst.CSTTransformer):
        METADATA_DEPENDENCIES = (PositionProvider,)

        def __init__(self) -> None:
            super().__init__()
            self.applied = 0

        def _fixes(self, node: cst.CSTNode, *kinds: str) -> list[Fix]:
            start = self.get_metadata(PositionProvider, node).start
            return [fix for fix in fixes.get((start.line, start.column + 1), ()) if fix.kind in kinds]

        def _fix(self, node: cst.CSTNode, *kinds: str) -> Fix | None:
            return next(iter(self._fixes(node, *kinds)), None)

        def leave_ImportFrom(self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom) -> cst.ImportFrom:
            fix = self._fix(original_node, "module")
            if fix is None or updated_node.module is None:
                return updated_node
            self.applied += 1
            module = _dotted_renamed(updated_node.module, fix)
            return updated_node.with_changes(module=module)

        def leave_ImportAlias(self, original_node: cst.ImportAlias, updated_node: cst.ImportAlias) -> cst.ImportAlias:
            fix = self._fix(original_node, "module", "name")
            if fix is None:
                return updated_node
            self.applied += 1
            name = _dotted_renamed(updated_node.name, fix)
            renamed = updated_node.with_changes(name=name)
            if fix.kind == "module" and updated_node.asname is None and isinstance(name, cst.Name):
                # The rest of the module goes on calling it as it did.
                space = cst.SimpleWhitespace(" ")
                alias = cst.AsName(cst.Name(fix.old), whitespace_before_as=space, whitespace_after_as=space)
                return renamed.with_changes(asname=alias)
            return renamed

        def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
            renamed = updated_node
            for fix in self._fixes(original_node, "path"):
                function = _path_renamed(renamed.func, fix)
                self.applied += function is not renamed.func
                renamed = renamed.with_changes(func=function)
            keywords = {fix.old: fix.new for fix in self._fixes(original_node, "keyword")}
            arguments = []
            for argument in renamed.args:
                new = keywords.get(argument.keyword.value) if argument.keyword else None
                self.applied += new is not None
                arguments.append(argument.with_changes(keyword=cst.Name(new)) if new else argument)
            return renamed.with_changes(args=arguments)

        def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:
            fix = self._fix(original_node, "path", "name")
            if fix is None:
                return updated_node
            if fix.kind == "path":
                renamed = _path_renamed(updated_node, fix)
                self.applied += renamed is not updated_node
                return renamed
            if updated_node.attr.value != fix.old:
                return updated_node
            self.applied += 1
            return updated_node.with_changes(attr=cst.Name(fix.new))

        def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
            fix = self._fix(original_node, "name")
            if fix is None or updated_node.value != fix.old:
                return updated_node
            self.applied += 1
            return updated_node.with_changes(value=fix.new)

    renamer: _Applied = Renamer()  # type: ignore[assignment]
    return renamer


if TYPE_CHECKING:

    class _Applied(libcst.CSTTransformer):
        applied: int


def _dotted_renamed(node: libcst.Attribute | libcst.Name, fix: Fix) -> libcst.Attribute | libcst.Name:
    """`old.models` with its first name, or `old` itself, replaced."""
    import libcst as cst

    if isinstance(node, cst.Name):
        return node.with_changes(value=fix.new) if node.value == fix.old else node
    assert isinstance(node.value, cst.Attribute | cst.Name)  # noqa: S101  (a module is a dotted name)
    return node.with_changes(value=_dotted_renamed(node.value, fix))


def _path_renamed(node: libcst.BaseExpression, fix: Fix) -> libcst.BaseExpression:
    """`server.users.old` with the way below the client replaced; as it is where it is written otherwise."""
    import libcst as cst

    owner, steps = node, []
    for wanted in reversed(fix.old.split(".")):
        if not isinstance(owner, cst.Attribute) or owner.attr.value != wanted:
            return node
        steps.append(owner)
        owner = owner.value
    for name in fix.new.split("."):
        owner = cst.Attribute(value=owner, attr=cst.Name(name))
    return owner


def _marked(text: str, advices: Sequence[Advice]) -> str:
    """The text with a comment at the end of each line that is left to a person, where a comment can stand."""
    lines = text.split("\n")
    tree = ast.dump(ast.parse(text))
    for advice in sorted(advices, key=lambda one: one.line):
        index = advice.line - 1
        if index >= len(lines) or MARK in lines[index]:
            continue
        before = lines[index]
        ending = "\r" if before.endswith("\r") else ""
        lines[index] = f"{before.removesuffix(ending)}{MARK}{' '.join(advice.message.split())}{ending}"
        try:
            kept = ast.dump(ast.parse("\n".join(lines))) == tree
        except SyntaxError:
            kept = False
        if not kept:  # the line ends inside of a text, or goes on
            lines[index] = before
    return "\n".join(lines)
