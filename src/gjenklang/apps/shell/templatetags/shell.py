"""Template tags of the shell: built files, languages, form fields, and a line's points without JavaScript."""

from django import template
from django.conf import settings
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

from gjenklang.apps.shell.manifest import asset_path

__all__ = [
    "asset",
    "choice_input",
    "field_input",
    "language_names",
    "vas_points",
]

register = template.Library()

_POINTS = tuple((whole * 10, whole) for whole in range(11))


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of a built file: ``{% asset "client.css" %}``."""
    return f"{settings.STATIC_URL}{asset_path(name)}"


@register.simple_tag
def language_names() -> list[tuple[str, str]]:
    """Return each offered language's code and its own name for itself, never translated."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


@register.simple_tag
def vas_points() -> tuple[tuple[int, int], ...]:
    """Return tenths and the whole number said aloud, for each of the eleven points."""
    return _POINTS


@register.filter
def field_input(field: BoundField) -> SafeString:
    """Return a field's control, dressed as Designsystemet's, without a placeholder that repeats the label."""
    attrs: dict[str, str | bool] = {"class": "ds-input"}
    if field.field.widget.attrs.get("placeholder") == field.label:
        attrs["placeholder"] = False
    return field.as_widget(attrs=attrs)


@register.filter
def choice_input(choice: BoundWidget) -> SafeString:
    """Return one radio button or box of a group, dressed as Designsystemet's, without its label."""
    choice.data["attrs"]["class"] = "ds-input"
    return choice.tag()
