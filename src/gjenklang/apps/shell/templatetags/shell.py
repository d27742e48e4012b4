"""Template tags of the shell: built files, languages, form fields, and a line's points without JavaScript."""

from html import escape

from django import template
from django.conf import settings
from django.forms.boundfield import BoundField, BoundWidget
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from gjenklang.apps.shell.days import near_day
from gjenklang.apps.shell.languages import NAMES, is_draft
from gjenklang.apps.shell.manifest import asset_path

__all__ = [
    "asset",
    "choice_input",
    "draft_mark",
    "face",
    "field_input",
    "languages",
    "near_day",
    "vas_points",
]

register = template.Library()
register.filter("language_name", lambda code: NAMES.get(code, code))
register.filter("near_day", lambda day: near_day(day) if day else "")

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
    current = NAMES.get(own, "")
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
def draft_mark(words: object = "") -> str:
    """Return what a page says that is a draft, by its language or by its form's ``words``; else nothing."""
    draft = is_draft(get_language()) or getattr(words, "draft", False)
    return gettext("Draft, to be reviewed") if draft else ""


@register.simple_tag
def vas_points() -> tuple[tuple[int, int], ...]:
    """Return tenths and the whole number said aloud, for each of the eleven points."""
    return _POINTS


#: What makes a face: bad, in between and good; or five feelings, which have no order.
FACES = {
    3: (
        "M10.5 11.5v1M19.5 11.5v1M9.5 21.5q5.5-6 11 0",
        "M10.5 11.5v1M19.5 11.5v1M10 19.5h10",
        "M10.5 11.5v1M19.5 11.5v1M9.5 17.5q5.5 6.5 11 0",
    ),
    5: (
        "M10.5 11.5v1M19.5 11.5v1M9.5 17.5q5.5 6.5 11 0",
        "M9 12q1.5 1.5 3 0M18 12q1.5 1.5 3 0M11 19q4 2 8 0",
        "M10.5 11.5v1M19.5 11.5v1M10 21q5-5 10 0M20.5 15v2.5",
        "M8.5 9.5l4 2M21.5 9.5l-4 2M10.5 13v.5M19.5 13v.5M10.5 20.5q4.5-3 9 0",
        "M9 8.5q2-2 4-.5M21 8.5q-2-2-4-.5M11 12v1M19 12v1M12.5 20a2.5 3 0 1 0 5 0a2.5 3 0 1 0-5 0",
    ),
}


@register.simple_tag
def face(place: int, of: int) -> str:
    """Return the face of one answer of so many, for the eye alone; nothing where that many have no faces."""
    if of not in FACES:
        return ""
    return mark_safe(  # noqa: S308 - no word of anyone in it
        '<svg class="face" viewBox="0 0 30 30" aria-hidden="true"><circle cx="15" cy="15" r="13"/>'
        f'<path d="{FACES[of][place]}"/></svg>'
    )


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
