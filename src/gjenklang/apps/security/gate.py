"""Open one address to those whom a rule lets in."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from gjenklang.apps.security.rules import RULES_OF_ALLAUTH, Rule

__all__ = ["gate", "rule_of"]

View = TypeVar("View", bound=Callable[..., Any])


def gate(rule: Rule) -> Callable[[View], View]:
    """Mark a view with the rule that opens it.

    Examples
    --------
    >>> @gate(lambda request: True)
    ... def page(request): ...
    >>> rule_of(page, None) is not None
    True
    """

    def mark(view: View) -> View:
        view.rule = rule  # type: ignore[attr-defined]
        return view

    return mark


def rule_of(view: Callable[..., Any], url_name: str | None) -> Rule | None:
    """The rule of a view, or ``None`` when nobody has opened it."""
    marked: Rule | None = getattr(view, "rule", None)
    return marked or RULES_OF_ALLAUTH.get(url_name or "")


def may_enter(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Whether the rule of this view lets this request in."""
    match = request.resolver_match
    rule = rule_of(view, match.url_name if match else None)
    return rule is not None and rule(request)
