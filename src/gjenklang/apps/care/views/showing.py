"""What stands on a client's form, and on the page that shows the marks back."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from uuid_utils.compat import uuid7

from gjenklang.apps.care.models import Administration, Invitation, OwnLine, OwnMark, Shown
from gjenklang.apps.care.queries import line_to_mark, shown_choices
from gjenklang.apps.care.views.told import LANGUAGE_NAMES, hours_of
from gjenklang.apps.instruments.queries import recording, wording
from gjenklang.apps.instruments.wording import LineWords, Wording
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["line_shown", "own_shown", "show_form", "words_of"]

#: What the module that makes the form easier says; ``{place}`` and ``{all}`` are filled in there.
EASE = {
    "one": gettext_lazy("One line at a time"),
    "large": gettext_lazy("Larger letters"),
    "easy": gettext_lazy("Easy words and pictures"),
    "usual": gettext_lazy("Usual words"),
    "back": gettext_lazy("Back"),
    "next": gettext_lazy("Next"),
    "where": gettext_lazy("Line {place} of {all}"),
}


def words_of(invitation: Invitation) -> Wording | None:
    """The words in which the form is asked; ``None`` when none may be shown."""
    return wording(
        invitation.instrument,
        invitation.language,
        organisation=invitation.organisation_id,
        easy=invitation.easy,
    )


def show_form(
    request: HttpRequest,
    invitation: Invitation,
    *,
    marks: Mapping[str, int | None],
    after: UUID | None = None,
    ask: bool = False,
    shown: str = Shown.NOW,
) -> HttpResponse:
    """The page with the lines, and the marks that stand on them; with ``ask`` it asks about those without."""
    words = words_of(invitation)
    pictures = words is not None and words.pictures
    faces = pictures or in_catalogue(invitation.instrument).response.kind == "faces"
    lines: list[dict[str, object]] = [
        {
            "code": line.code,
            "name": f"line-{line.code}",
            "title": line.title,
            "help": line.help,
            "low": line.low,
            "high": line.high,
            "faces": faces,
            "picture": pictures,
            "choices": line.choices,
            "value": marks.get(line.code),
            "asked": ask and marks.get(line.code) is None,
        }
        for line in (words.lines if words else ())
    ]
    own = None if "ready" in request.GET else line_to_mark(invitation)
    if own is not None:
        value = marks.get("own")
        lines.append(_own_line(own) | {"value": value, "asked": ask and value is None})
    context: dict[str, object] = {
        "words": words,
        "lines": lines,
        "submission": request.POST.get("submission") or uuid7(),
        "after": after or "",
        "ask": ask,
        "unmarked": [line["title"] for line in lines if line["asked"]],
        "languages": LANGUAGE_NAMES,
        "language": translation.get_language(),
        "spoken": dict(LANGUAGE_NAMES).get(invitation.language, ""),
        "keep": request.method == "GET" and after is None and not any(marks.values()),
        "relation": invitation.rater.relation if invitation.rater else "",
        "own": own,
        "recorded": words is not None and recording(words) is not None,
        "ease": json.dumps({name: str(said) for name, said in EASE.items()}, ensure_ascii=False),
        "may_ease": _may_ease(invitation),
        "easy": invitation.easy,
        "by_one": pictures,
        "shown_choices": shown_choices(invitation),
        "shown": request.POST.get("shown") or shown,
    }
    context |= hours_of(invitation)
    return render(request, "care/form.html", context)


def _may_ease(invitation: Invitation) -> bool:
    """Whether there are easy words for this form in this language."""
    easy = wording(
        invitation.instrument, invitation.language, organisation=invitation.organisation_id, easy=True
    )
    return easy is not None and easy.easy


def _own_line(own: OwnLine) -> dict[str, object]:
    """The client's own line as one more line of the page, in words of the page's language where it has none."""
    return {
        "code": "own",
        "name": "line-own",
        "title": own.words,
        "help": _("Your own line. It is not added to the others."),
        "low": own.low or _("far from it"),
        "high": own.high or _("just as I want it"),
    }


def own_shown(answer: Administration) -> dict[str, object] | None:
    """The client's own line as it was marked, in words; ``None`` where there was none."""
    marked = OwnMark.objects.filter(administration=answer).select_related("line").first()
    if marked is None:
        return None
    line = _own_line(marked.line)
    says = {"value": number_format(marked.mark / 10, decimal_pos=1), "low": line["low"]}
    return {"line": line, "mark": marked.mark, "words": _("%(value)s of 10 from %(low)s") % says}


def line_shown(line: LineWords, mark: int | None) -> dict[str, object]:
    """One line as it was marked, in words."""
    says = {"value": number_format((mark or 0) / 10, decimal_pos=1), "low": line.low}
    words = line.says(mark) if line.choices else _("%(value)s of 10 from %(low)s") % says
    return {"line": line, "mark": mark, "words": words}
