"""How a user's module uses a generated package: imports, calls of methods, fields of results, members of enumerations.

Enters: the text of a Python module. Leaves: `Usage` values with their places. Only the syntax tree is read. A name
is followed from where it is bound (`server = TrueConfServer(…)`, `with … as server`, an annotated parameter,
`self.server`, an alias of a resource, the result of a call) to where it is used in the same module; what cannot be
followed is not guessed at.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Kind = Literal["import", "name", "call", "attribute", "field"]


@dataclass(frozen=True, slots=True)
class Usage:
    """One use. `subject` is what is used: a module, a name of the package, an attribute path below a client
    (`users.contacts.add`), `Conference.topic` for a field of a result. `keywords` and `positionals` are those of a
    call; `open_ended` tells that it passes `*args` or `**kwargs`, whose names nobody can see."""

    kind: Kind
    subject: str
    line: int
    column: int
    end_line: int
    end_column: int
    keywords: tuple[str, ...] = ()
    positionals: int = 0
    open_ended: bool = False
    asynchronous: bool = False


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of the old package: its import name, its clients, and the types that its methods give back.

    `result_of` maps an attribute path to the name of the model that a call gives ("" for none), `item_of` to that of
    the items that iterating over its result gives; `fields_of` maps a model to its fields and their models.
    """

    module: str
    clients: frozenset[str]
    result_of: Callable[[str], str]
    item_of: Callable[[str], str]
    field_of: Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class _Client:
    """A client, or a resource at `path` below it."""

    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Model:
    """A value of a model, or (`many`) something that gives such values when iterated over."""

    name: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    """Something imported from the package; `module` for the package itself."""

    name: str
    module: bool = False


_Value = _Client | _Model | _Name
_TRANSPARENT = {"with_raw_response"}
_SAME_CLIENT = {"with_options"}


def usages(text: str, knowledge: Knowledge) -> list[Usage]:
    """All uses of the package in a module, in the order of the text. Raises SyntaxError for text that is no Python."""
    tree = ast.parse(text)
    walker = _Walker(knowledge)
    walker.walk_module(tree)
    return sorted(walker.found, key=lambda usage: (usage.line, usage.column, usage.kind))


@dataclass(slots=True)
class _Scope:
    names: dict[str, _Value] = field(default_factory=dict)
    outer: _Scope | None = None

    def find(self, name: str) -> _Value | None:
        scope: _Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None


class _Walker:
    """Walks a module twice where it must: class attributes set in one method are used in another."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._attributes: dict[str, _Value] = {}
        self._seen: set[tuple[str, int, int]] = set()
        self.found: list[Usage] = []

    def walk_module(self, tree: ast.Module) -> None:
        for _ in range(2):
            self.found.clear()
            self._seen.clear()
            scope = _Scope()
            for statement in tree.body:
                self._statement(statement, scope)

    # Statements

    def _statement(self, node: ast.stmt, scope: _Scope) -> None:
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
                inner = _Scope(outer=scope)
                for statement in node.body:
                    self._statement(statement, inner)
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
            case ast.For(target=target, iter=iterated) | ast.AsyncFor(target=target, iter=iterated):
                self._bind(target, self._item(self._value(iterated, scope)), scope)
                self._block([*node.body, *node.orelse], scope)
            case _:
                self._others(node, scope)

    def _block(self, statements: list[ast.stmt], scope: _Scope) -> None:
        for statement in statements:
            self._statement(statement, scope)

    def _others(self, node: ast.AST, scope: _Scope) -> None:
        """Any other statement: its expressions, then its blocks."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self._value(child, scope)
            elif isinstance(child, ast.stmt):
                self._statement(child, scope)
            else:
                self._others(child, scope)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: _Scope) -> None:
        inner = _Scope(outer=scope)
        arguments = node.args
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            if argument.annotation is not None:
                found = self._annotated(argument.annotation, scope)
                if found is not None:
                    inner.names[argument.arg] = found
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

    def _import(self, node: ast.Import, scope: _Scope) -> None:
        for alias in node.names:
            if alias.name.split(".")[0] == self._knowledge.module:
                self._use("import", self._knowledge.module, alias)
                scope.names[alias.asname or self._knowledge.module] = _Name(self._knowledge.module, module=True)

    def _import_from(self, node: ast.ImportFrom, scope: _Scope) -> None:
        if node.level or (node.module or "").split(".")[0] != self._knowledge.module:
            return
        self._use("import", self._knowledge.module, node)
        for alias in node.names:
            if alias.name != "*":
                module = alias.name in ("models", "errors", "resources", "client")
                if not module:
                    self._use("name", alias.name, alias)
                scope.names[alias.asname or alias.name] = _Name(alias.name, module=module)

    # Expressions

    def _value(self, node: ast.expr | None, scope: _Scope) -> _Value | None:
        """What an expression gives, as far as it is known; every use inside it is noted."""
        match node:
            case None:
                return None
            case ast.Name(id=name):
                return scope.find(name)
            case ast.Attribute():
                return self._attribute(node, scope)
            case ast.Call():
                return self._call(node, scope)
            case ast.Await(value=value):
                return self._value(value, scope)
            case ast.NamedExpr(target=target, value=value):
                found = self._value(value, scope)
                self._bind(target, found, scope)
                return found
            case ast.Subscript(value=value, slice=index):
                self._value(index, scope)
                return self._item(self._value(value, scope))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                self._value(test, scope)
                return self._value(body, scope) or self._value(orelse, scope)
            case ast.BoolOp(values=values):
                return next((found for found in [self._value(one, scope) for one in values] if found is not None), None)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self._comprehension(node, scope)
            case ast.Lambda(body=body):
                self._value(body, _Scope(outer=scope))
                return None
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self._value(child, scope)
        return None

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: _Scope
    ) -> _Value | None:
        inner = _Scope(outer=scope)
        for generator in node.generators:
            self._bind(generator.target, self._item(self._value(generator.iter, inner)), inner)
            for condition in generator.ifs:
                self._value(condition, inner)
        if isinstance(node, ast.DictComp):
            self._value(node.key, inner)
            self._value(node.value, inner)
            return None
        element = self._value(node.elt, inner)
        return _Model(element.name, many=True) if isinstance(element, _Model) else None

    def _attribute(self, node: ast.Attribute, scope: _Scope, *, called: bool = False) -> _Value | None:
        if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
            return self._attributes.get(node.attr)
        owner = self._value(node.value, scope)
        match owner:
            case _Client(path=path) if node.attr in _TRANSPARENT:
                return _Client(path)
            case _Client(path=path):
                if not called and node.attr not in _SAME_CLIENT:
                    self._use("attribute", ".".join((*path, node.attr)), node)
                return _Client((*path, node.attr))
            case _Name(name=name, module=True):
                if node.attr in ("models", "errors"):
                    return _Name(name, module=True)
                self._use("name", node.attr, node)
                return _Name(node.attr)
            case _Name(name=name):
                self._use("name", f"{name}.{node.attr}", node)
            case _Model(name=name, many=False):
                self._use("field", f"{name}.{node.attr}", node)
                found = self._knowledge.field_of(name, node.attr)
                return _Model(found.removesuffix("[]"), many=found.endswith("[]")) if found else None
            case _Model(many=True) if node.attr == "items":
                return owner
        return None

    def _call(self, node: ast.Call, scope: _Scope) -> _Value | None:
        target: _Value | None
        if isinstance(node.func, ast.Attribute):
            target = self._attribute(node.func, scope, called=True)
        else:
            target = self._value(node.func, scope)
        for argument in node.args:
            self._value(argument.value if isinstance(argument, ast.Starred) else argument, scope)
        for keyword in node.keywords:
            self._value(keyword.value, scope)
        match target:
            case _Name(name=name) if name in self._knowledge.clients:
                return _Client()
            case _Name(name=name):
                return _Model(name) if self._knowledge.field_of(name, "") else None
            case _Client(path=path) if path and path[-1] in _SAME_CLIENT:
                return _Client(path[:-1])
            case _Client(path=path) if path:
                return self._called(node, path)
            case _Model(many=True):
                return target
        return self._returned(node)

    def _returned(self, node: ast.Call) -> _Value | None:
        """What a function of this very module says that it returns."""
        match node.func:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return self._attributes.get(f"{name}()")
        return None

    def _called(self, node: ast.Call, path: tuple[str, ...]) -> _Value | None:
        subject = ".".join(path)
        self._use(
            "call",
            subject,
            node,
            keywords=tuple(keyword.arg for keyword in node.keywords if keyword.arg is not None),
            positionals=sum(not isinstance(argument, ast.Starred) for argument in node.args),
            open_ended=any(isinstance(argument, ast.Starred) for argument in node.args)
            or any(keyword.arg is None for keyword in node.keywords),
        )
        item = self._knowledge.item_of(subject)
        if item:
            return _Model(item, many=True)
        result = self._knowledge.result_of(subject)
        return _Model(result) if result else None

    # Binding

    def _bind(self, target: ast.expr, value: _Value | None, scope: _Scope) -> None:
        match target:
            case ast.Name(id=name):
                if value is not None:
                    scope.names[name] = value
                elif name in scope.names or scope.find(name) is not None:
                    scope.names[name] = _Name("")  # bound anew to something unknown: the old meaning is gone
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
                if value is not None:
                    self._attributes[name] = value
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                for element in elements:
                    self._bind(element, None, scope)
            case ast.Starred(value=inner):
                self._bind(inner, None, scope)
            case _:
                self._value(target, scope)

    def _item(self, value: _Value | None) -> _Value | None:
        return _Model(value.name) if isinstance(value, _Model) and value.many else None

    def _annotated(self, annotation: ast.expr, scope: _Scope) -> _Value | None:
        """The client or model that an annotation names, inside `Optional[…]`, `… | None` and quotes too."""
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            try:
                annotation = ast.parse(annotation.value, mode="eval").body
            except SyntaxError:
                return None
        for node in _named_in(annotation):
            found = self._value(node, scope)
            if isinstance(found, _Name) and not found.module and found.name:
                if found.name in self._knowledge.clients:
                    return _Client()
                if self._knowledge.field_of(found.name, ""):
                    return _Model(found.name, many=isinstance(annotation, ast.Subscript) and _is_collection(annotation))
        return None

    def _use(
        self,
        kind: Kind,
        subject: str,
        node: ast.expr | ast.stmt | ast.alias,
        *,
        keywords: tuple[str, ...] = (),
        positionals: int = 0,
        open_ended: bool = False,
    ) -> None:
        key = (f"{kind} {subject}", node.lineno, node.col_offset)
        if key in self._seen:
            return
        self._seen.add(key)
        end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        self.found.append(
            Usage(
                kind,
                subject,
                node.lineno,
                node.col_offset + 1,
                end_line,
                end_column + 1,
                keywords=keywords,
                positionals=positionals,
                open_ended=open_ended,
            )
        )


def _named_in(annotation: ast.expr) -> Iterator[ast.expr]:
    for node in ast.walk(annotation):
        if isinstance(node, ast.Name | ast.Attribute):
            yield node


def _is_collection(annotation: ast.Subscript) -> bool:
    return isinstance(annotation.value, ast.Name) and annotation.value.id in {
        "list",
        "List",
        "Sequence",
        "Iterable",
        "Iterator",
        "Page",
    }
