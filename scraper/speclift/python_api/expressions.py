"""What expressions of a user's module give, as far as it is known, and what they use.

Enters: expressions, with the names that are bound around them. Leaves: what they stand for; uses are collected."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from speclift.python_api.followed import (
    DISPLAYS,
    Bound,
    Client,
    Keywords,
    Model,
    Name,
    Scope,
    Several,
    Usage,
    is_collection,
    is_partial,
    named_in,
    several,
)

if TYPE_CHECKING:
    from speclift.python_api.followed import Kind, Knowledge, Value

_TRANSPARENT = {"with_raw_response"}
_SAME_CLIENT = {"with_options"}
_OF_DICTIONARIES = {"values", "items", "get", "copy", "pop"}
"""Methods of a dictionary that give what it holds."""


class Expressions:
    """Follows what expressions give, and notes every use inside of them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._attributes: dict[str, Value] = {}
        self._seen: set[tuple[str, int, int]] = set()
        self.found: list[Usage] = []

    def _value(self, node: ast.expr | None, scope: Scope) -> Value | None:
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
                value_type = self._value(value, scope)
                self._bind(target, value_type, scope)
                return value_type
            case ast.Subscript(value=value, slice=index):
                self._value(index, scope)
                value_type = self._value(value, scope)
                return value_type if isinstance(value_type, Several) else self._item(value_type)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                self._value(test, scope)
                return self._value(body, scope) or self._value(orelse, scope)
            case ast.BoolOp(values=values):
                return next(
                    (found for found in [self._value(value, scope) for value in values] if found is not None), None
                )
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self._comprehension(node, scope)
            case ast.Lambda(body=body):
                self._value(body, Scope(outer=scope))
                return None
            case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
                return several([self._value(element, scope) for element in elements])
            case ast.Dict(keys=keys, values=values):
                return self._dictionary(keys, values, scope)
            case ast.Compare(left=left, comparators=comparators):
                self._compared(left, comparators, scope)
                return None
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self._value(child, scope)
        return None

    def _dictionary(self, keys: list[ast.expr | None], values: list[ast.expr], scope: Scope) -> Value | None:
        for key in keys:
            self._value(key, scope)
        followed = several([self._value(value, scope) for value in values])
        if followed is not None:
            return followed
        names = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
        constants = tuple((str(key.value), value.value) for key, value in zip(keys, values, strict=True)
                          if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
                          and isinstance(value.value, str | int))  # fmt: skip
        return Keywords(tuple(names), constants, complete=len(names) == len(keys)) if names else None

    def _compared(self, left: ast.expr, others: list[ast.expr], scope: Scope) -> None:
        """A comparison: a field of a model with constants."""
        self._value(left, scope)
        for other in others:
            self._value(other, scope)
        if isinstance(left, ast.Attribute):
            owner = self._value(left.value, scope)
            parts = [part for side in others for part in (side.elts if isinstance(side, DISPLAYS) else [side])]
            constants = [part for part in parts if isinstance(part, ast.Constant)]
            if isinstance(owner, Model) and not owner.many:
                for constant in constants:
                    if isinstance(constant.value, str | int) and not isinstance(constant.value, bool):
                        self._use("value", f"{owner.name}.{left.attr}", constant, values=(("", constant.value),))

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Scope
    ) -> Value | None:
        inner = Scope(outer=scope)
        for generator in node.generators:
            self._bind(generator.target, self._item(self._value(generator.iter, inner)), inner)
            for condition in generator.ifs:
                self._value(condition, inner)
        if isinstance(node, ast.DictComp):
            self._value(node.key, inner)
            self._value(node.value, inner)
            return None
        element = self._value(node.elt, inner)
        return Model(element.name, many=True) if isinstance(element, Model) else None

    def _attribute(self, node: ast.Attribute, scope: Scope, *, called: bool = False) -> Value | None:
        if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
            return self._attributes.get(node.attr)
        owner = self._value(node.value, scope)
        match owner:
            case Client(path=path) if node.attr in _TRANSPARENT:
                return Client(path)
            case Client(path=path):
                if not called and node.attr not in _SAME_CLIENT:
                    self._use("attribute", ".".join((*path, node.attr)), node)
                return Client((*path, node.attr))
            case Name(name=name, module=True):
                if node.attr in ("models", "errors"):
                    return Name(name, module=True)
                self._use("name", node.attr, node)
                return Name(node.attr)
            case Name(name=name):
                self._use("name", f"{name}.{node.attr}", node)
            case Model(name=name, many=False):
                self._use("field", f"{name}.{node.attr}", node)
                field = self._knowledge.field_of(name, node.attr)
                return Model(field.removesuffix("[]"), many=field.endswith("[]")) if field else None
            case Model(many=True) if node.attr == "items":
                return owner
            case Several(elements=(Client(path=path),)):
                if not called:
                    self._use("attribute", ".".join((*path, node.attr)), node)
                return Client((*path, node.attr))
        return None

    def _call(self, node: ast.Call, scope: Scope) -> Value | None:
        target: Value | None
        if isinstance(node.func, ast.Attribute) and node.func.attr in _OF_DICTIONARIES:
            held = self._value(node.func.value, scope)
            if isinstance(held, Several):
                for argument in node.args:
                    self._value(argument, scope)
                return held
        if isinstance(node.func, ast.Attribute):
            target = self._attribute(node.func, scope, called=True)
        else:
            target = self._value(node.func, scope)
        arguments = [self._value(arg.value if isinstance(arg, ast.Starred) else arg, scope) for arg in node.args]
        if is_partial(node.func) and arguments and isinstance(arguments[0], Client):
            self._partial(node, arguments[0].path, scope)
            return Bound(arguments[0].path)
        for keyword in node.keywords:
            self._value(keyword.value, scope)
        match target:
            case Name(name=name) if name in self._knowledge.clients:
                return Client()
            case Name(name=name):
                return Model(name) if self._knowledge.field_of(name, "") else None
            case Client(path=path) if path and path[-1] in _SAME_CLIENT:
                return Client(path[:-1])
            case Client(path=path) if path:
                return self._called(node, path, scope)
            case Several(elements=elements):
                results = [
                    self._called(node, element.path, scope)
                    for element in elements
                    if isinstance(element, Client) and element.path
                ]
                return next((result for result in results if result is not None), None)
            case Bound(path=path):
                return self._given(path)
            case Model(many=True):
                return target
        return self._returned(node)

    def _returned(self, node: ast.Call) -> Value | None:
        """What a function of this very module says that it returns."""
        match node.func:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return self._attributes.get(f"{name}()")
        return None

    def _called(self, node: ast.Call, path: tuple[str, ...], scope: Scope) -> Value | None:
        keywords, values, open_ended = self._keywords(node.keywords, scope)
        self._use(
            "call", ".".join(path), node, keywords=keywords, values=values,
            positionals=sum(not isinstance(argument, ast.Starred) for argument in node.args),
            open_ended=open_ended or any(isinstance(argument, ast.Starred) for argument in node.args),
            aliased=not isinstance(node.func, ast.Attribute),
        )  # fmt: skip
        return self._given(path)

    def _partial(self, node: ast.Call, path: tuple[str, ...], scope: Scope) -> None:
        """A call whose other arguments come later."""
        keywords, values, _ = self._keywords(node.keywords, scope)
        self._use("call", ".".join(path), node, keywords=keywords, values=values, open_ended=True)

    def _keywords(
        self, given: list[ast.keyword], scope: Scope
    ) -> tuple[tuple[str, ...], tuple[tuple[str, str | int], ...], bool]:
        """The names of the keywords of a call, their constants, and whether there may be more."""
        names: list[str] = []
        values: list[tuple[str, str | int]] = []
        open_ended = False
        for keyword in given:
            if keyword.arg is not None:
                names.append(keyword.arg)
                constant = keyword.value
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str | int):
                    values.append((keyword.arg, constant.value))
                continue
            payload = self._value(keyword.value, scope)
            if isinstance(payload, Keywords):
                names += payload.keys
                values += payload.values
            open_ended = open_ended or not (isinstance(payload, Keywords) and payload.complete)
        return tuple(names), tuple(values), open_ended

    def _given(self, path: tuple[str, ...]) -> Value | None:
        """What a call of a method gives."""
        subject = ".".join(path)
        item = self._knowledge.item_of(subject)
        if item:
            return Model(item, many=True)
        result = self._knowledge.result_of(subject)
        return Model(result) if result else None

    # Binding

    def _bind(self, target: ast.expr, value: Value | None, scope: Scope) -> None:
        match target:
            case ast.Name(id=name):
                if value is not None:
                    scope.names[name] = value
                elif name in scope.names or scope.find(name) is not None:
                    scope.names[name] = Name("")  # bound anew to something unknown: the old meaning is gone
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
                if value is not None:
                    self._attributes[name] = value
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                for element in elements:
                    self._bind(element, self._item(value) if isinstance(value, Several) else None, scope)
            case ast.Starred(value=inner):
                self._bind(inner, None, scope)
            case _:
                self._value(target, scope)

    def _item(self, value: Value | None) -> Value | None:
        if isinstance(value, Several):
            return value.elements[0] if len(value.elements) == 1 else None
        return Model(value.name) if isinstance(value, Model) and value.many else None

    def _annotated(self, annotation: ast.expr, scope: Scope) -> Value | None:
        """The client or model that an annotation names, inside `Optional[…]`, `… | None` and quotes too."""
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            try:
                annotation = ast.parse(annotation.value, mode="eval").body
            except SyntaxError:
                return None
        for node in named_in(annotation):
            value_type = self._value(node, scope)
            if isinstance(value_type, Name) and not value_type.module and value_type.name:
                if value_type.name in self._knowledge.clients:
                    return Client()
                if self._knowledge.field_of(value_type.name, ""):
                    return Model(
                        value_type.name, many=isinstance(annotation, ast.Subscript) and is_collection(annotation)
                    )
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
        values: tuple[tuple[str, str | int], ...] = (),
        calls: tuple[str, ...] = (),
        aliased: bool = False,
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
                values=values,
                calls=calls,
                aliased=aliased,
            )
        )
