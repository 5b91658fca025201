"""The options of an address: which a route knows, and what to say of one that is unknown, doubled or of a wrong value."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

import msgspec
from litestar import Request
from litestar.enums import ParamType
from litestar.exceptions import ValidationException
from litestar.handlers import BaseRouteHandler
from litestar.params import ParameterKwarg
from litestar.typing import FieldDefinition

from ipcommons.portal.api.problems import UnknownOption, WrongOption


class Option(msgspec.Struct, frozen=True):
    """`name` in the address; `repeatable`: several values may be given; `values`: all that are allowed, if they can be listed."""

    name: str
    repeatable: bool
    values: tuple[str, ...]


def options(handler: BaseRouteHandler) -> dict[str, Option]:
    """Parameter of a route or its dependencies -> the option that it takes from the address, in written order."""
    return dict(_options(handler, handler.parsed_fn_signature.parameters))


def _options(handler: BaseRouteHandler, parameters: Mapping[str, FieldDefinition]) -> Iterator[tuple[str, Option]]:
    for name, parameter in parameters.items():
        said = parameter.kwarg_definition
        if isinstance(said, ParameterKwarg) and said.param_type == ParamType.QUERY and said.name:
            fields = tuple(_within(parameter))
            values = next((get_args(field.annotation) for field in fields if get_origin(field.annotation) is Literal), ())
            yield name, Option(said.name, any(field.is_non_string_sequence for field in fields), values)
        elif provider := handler.resolve_dependencies().get(name):
            yield from _options(handler, provider.parsed_fn_signature.parameters)


def _within(field: FieldDefinition) -> Iterator[FieldDefinition]:
    yield field
    for inner in field.inner_types:
        yield from _within(inner)


def check_options(request: Request[Any, Any, Any]) -> None:
    """A misspelt option, or the second of two, must not be ignored silently. Raises UnknownOption, WrongOption."""
    known = {option.name: option for option in options(request.route_handler).values()}
    for name, values in request.query_params.dict().items():
        if name not in known:
            raise UnknownOption(name, tuple(known))
        if len(values) > 1 and not known[name].repeatable:
            raise WrongOption(name, values[-1], "this option once")


def in_words(request: Request[Any, Any, Any], error: ValidationException) -> Exception:
    """What Litestar found wrong with a parameter, said of the option as the client knows it."""
    wrong = next((item for item in error.extra or () if isinstance(item, dict)), {})
    option = options(request.route_handler).get(wrong.get("key", ""))
    if option is None:
        return error
    expected = " or ".join(option.values) or str(wrong["message"]).removeprefix("Expected ").replace("`", "")
    return WrongOption(option.name, request.query_params.get(option.name, ""), expected, option.values)
