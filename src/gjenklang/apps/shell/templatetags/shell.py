"""Template tags of the shell: built files, languages, form fields, and a line's points without JavaScript."""

from html import escape

from django import template
from django.conf import settings
from django.forms.boundfield import BoundField, BoundWidget
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from gjenklang.apps.shell.manifest import asset_path

__all__ = [
    "asset",
    "choice_input",
    "field_input",
    "languages",
    "vas_points",
]

register = template.Library()

CURRENT = ' aria-current="true"'
_POINTS = tuple((whole * 10, whole) for whole in range(11))


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of a built file: ``{% asset "client.css" %}``."""
    return f"{settings.STATIC_URL}{asset_path(name)}"


@register.simple_tag(takes_context=True)
def languages(context: Context, place: str) -> str:
    """Return the choice of language, each by its own name; nothing where no form can be sent.

    It stands at the foot of every page, and so is written at once.
    """
    token, request = context.get("csrf_token"), context.get("request")
    if not token or request is None:
        return ""
    names = {code: str(name) for code, name in settings.LANGUAGES}
    own = get_language() or ""
    current = names.get(own, "")
    choices = "".join(
        f'<button name="language" value="{code}" lang="{code}"{CURRENT if code == own else ""}>'
        f"{escape(name)}</button>\n"
        for code, name in names.items()
    )
    return mark_safe(  # noqa: S308 - escaped here
        f'<details class="languages languages--{escape(place)}">'
        f'<summary aria-label="{escape(gettext("Language"))}: {escape(current)}">{escape(current)}</summary>'
        f'<form method="post" action="{reverse("set_language")}">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(str(token))}">'
        f'<input type="hidden" name="next" value="{escape(request.get_full_path())}">\n{choices}</form></details>'
    )


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
