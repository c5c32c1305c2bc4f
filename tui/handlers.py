"""The handlers of a message, looked up once for each kind of widget and of message.

Textual goes through all classes of a widget for each message that it gets, which is a twelfth of
the time in which a form opens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from textual.css.match import match
from textual.message import Message
from textual.message_pump import MessagePump

Handler = tuple[Callable[..., Any], Mapping[str, Any]]
"""A method, and the selectors that attributes of the message must match."""


def dispatch_methods(
    pump: MessagePump, name: str, message: Message
) -> Iterator[tuple[type, Callable[..., Any]]]:
    """The methods of ``pump`` that ``message`` goes to, with their classes. ``name`` is what one
    of them is called without ``on``. As :meth:`MessagePump._get_dispatch_methods`, whose place it
    takes: what one of them does decides whether the classes above it are asked."""
    gone_to = set()
    kind: Any = type(message)
    for class_, handlers in _handlers(type(pump), name, kind):
        if message._no_default_action:  # noqa: SLF001
            return
        for method, selectors in handlers:
            if method not in gone_to and _fits(message, selectors):
                gone_to.add(method)
                yield class_, method.__get__(pump, class_)


@cache
def _handlers(
    kind: type, name: str, message: type[Message]
) -> tuple[tuple[type, tuple[Handler, ...]], ...]:
    of_message = [one for one in message.__mro__ if issubclass(one, Message)]
    found = []
    for class_ in kind.__mro__:
        told = vars(class_).get("_decorated_handlers") or {}
        handlers: list[Handler] = [one for above in of_message for one in told.get(above, ())]
        named = vars(class_).get(f"_{name}") or vars(class_).get(name)
        if named is not None and not getattr(named, "_textual_on", None):
            handlers.append((named, {}))
        if handlers:
            found.append((class_, tuple(handlers)))
    return tuple(found)


def _fits(message: Message, selectors: Mapping[str, Any]) -> bool:
    if not selectors:
        return True
    nodes = [(getattr(message, name), wanted) for name, wanted in selectors.items()]
    sent = message._sender is not None  # noqa: SLF001
    return sent and all(node is not None and match(wanted, node) for node, wanted in nodes)
