"""How a user's module uses a generated package: imports, calls of methods, fields of results, members of enumerations.

Enters: the text of a Python module. Leaves: `Usage` values with their places. Only the syntax tree is read. A name
is followed from where it is bound (`server = TrueConfServer(…)`, `with … as server`, an annotated parameter,
`self.server`, an alias of a resource, the result of a call) to where it is used in the same module; what cannot be
followed is not guessed at.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from speclift.python_api.expressions import Expressions
from speclift.python_api.followed import Name, Scope, Several, Usage

if TYPE_CHECKING:
    from speclift.python_api.followed import Knowledge


def usages(text: str, knowledge: Knowledge) -> list[Usage]:
    """All uses of the package in a module, in the order of the text. Raises SyntaxError for text that is no Python."""
    tree = ast.parse(text)
    walker = _Walker(knowledge)
    walker.walk_module(tree)
    return sorted(walker.found, key=lambda usage: (usage.line, usage.column, usage.kind))


class _Walker(Expressions):
    """Walks a module twice where it must: class attributes set in one method are used in another."""

    def walk_module(self, tree: ast.Module) -> None:
        for _ in range(2):
            self.found.clear()
            self._seen.clear()
            scope = Scope()
            for statement in tree.body:
                self._statement(statement, scope)

    # Statements

    def _statement(self, node: ast.stmt, scope: Scope) -> None:
        match node:
            case ast.Import():
                self._import(node, scope)
            case ast.ImportFrom():
                self._import_from(node, scope)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(node, scope)
            case ast.ClassDef():
                for part in (*node.decorator_list, *node.bases):
                    self._value(part, scope)
                inner = Scope(outer=scope)
                for statement in node.body:
                    self._statement(statement, inner)
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)) if len(targets) == len(
                values
            ) and not any(isinstance(node, ast.Starred) for node in (*targets, *values)):
                followed = [self._value(value, scope) for value in values]
                for target, found in zip(targets, followed, strict=True):
                    self._bind(target, found, scope)
            case ast.Assign(targets=targets, value=value):
                found = self._value(value, scope)
                for target in targets:
                    self._bind(target, found, scope)
            case ast.AnnAssign(target=target, annotation=annotation, value=given):
                found = self._value(given, scope) if given is not None else None
                self._bind(target, self._annotated(annotation, scope) or found, scope)
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
                for item in items:
                    found = self._value(item.context_expr, scope)
                    if item.optional_vars is not None:
                        self._bind(item.optional_vars, found, scope)
                self._block(body, scope)
            case ast.Try() | ast.TryStar():
                self._try(node, scope)
            case ast.For(target=target, iter=iterated) | ast.AsyncFor(target=target, iter=iterated):
                found = self._value(iterated, scope)
                if isinstance(found, Several):
                    # The pairs of a dictionary's items: what is followed are its values.
                    pair = isinstance(target, ast.Tuple) and len(target.elts) == 2
                    self._bind(target.elts[1] if pair and isinstance(target, ast.Tuple) else target, found, scope)
                else:
                    self._bind(target, self._item(found), scope)
                self._block([*node.body, *node.orelse], scope)
            case _:
                self._others(node, scope)

    def _block(self, statements: list[ast.stmt], scope: Scope) -> None:
        for statement in statements:
            self._statement(statement, scope)

    def _try(self, node: ast.Try | ast.TryStar, scope: Scope) -> None:
        """What is called in a block, and which errors of it are waited for."""
        before = len(self.found)
        self._block(node.body, scope)
        calls = tuple(dict.fromkeys(usage.subject for usage in self.found[before:] if usage.kind == "call"))
        for handler in node.handlers:
            types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
            for type_ in types:
                waited = self._value(type_, scope) if type_ is not None else None
                if type_ is not None and isinstance(waited, Name) and calls:
                    self._use("except", waited.name, type_, calls=calls)
            self._block(handler.body, scope)
        self._block([*node.orelse, *node.finalbody], scope)

    def _others(self, node: ast.AST, scope: Scope) -> None:
        """Any other statement: its expressions, then its blocks."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self._value(child, scope)
            elif isinstance(child, ast.stmt):
                self._statement(child, scope)
            else:
                self._others(child, scope)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        inner = Scope(outer=scope)
        arguments = node.args
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            if argument.annotation is not None:
                annotated = self._annotated(argument.annotation, scope)
                if annotated is not None:
                    inner.names[argument.arg] = annotated
        for default in (*arguments.defaults, *(given for given in arguments.kw_defaults if given is not None)):
            self._value(default, scope)
        for decorator in node.decorator_list:
            self._value(decorator, scope)
        if node.returns is not None:
            given = self._annotated(node.returns, scope)
            if given is not None:
                self._attributes[f"{node.name}()"] = given
        self._block(node.body, inner)

    # Imports

    def _import(self, node: ast.Import, scope: Scope) -> None:
        for alias in node.names:
            if alias.name.split(".")[0] == self._knowledge.module:
                self._use("import", self._knowledge.module, alias)
                scope.names[alias.asname or self._knowledge.module] = Name(self._knowledge.module, module=True)

    def _import_from(self, node: ast.ImportFrom, scope: Scope) -> None:
        if node.level or (node.module or "").split(".")[0] != self._knowledge.module:
            return
        self._use("import", self._knowledge.module, node)
        for alias in node.names:
            if alias.name != "*":
                module = alias.name in ("models", "errors", "resources", "client")
                if not module:
                    self._use("name", alias.name, alias)
                scope.names[alias.asname or alias.name] = Name(alias.name, module=module)
