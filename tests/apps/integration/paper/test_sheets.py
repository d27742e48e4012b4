"""A form on paper: a true line, a code, typed once in millimetres, values or only the total."""

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from cast import a_sheet, lines_of
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.models import Administration, Standing
from gjenklang.apps.integration.paper import actions, queries
from gjenklang.apps.integration.paper.models import Sheet
from gjenklang.core.instruments import instrument as in_catalogue

POINTS_A_MM = 72 / 25.4


def drawn_lines(page) -> list[float]:
    """The lengths in mm of the level lines on a page, as its own drawing says them."""
    numbers = r"(-?[\d.]+) (-?[\d.]+)"
    drawing = page.get_contents().get_data().decode("latin-1")
    scale = _scales(drawing)
    found = re.findall(rf"{numbers} m\s+{numbers} l", drawing)
    level = [abs(float(x2) - float(x1)) for x1, y1, x2, y2 in found if y1 == y2]
    return [length * scale / POINTS_A_MM for length in level]


def _scales(drawing: str) -> float:
    """How much what is drawn in a line's own units grows on the page: the page's scale times the drawing's."""
    scales = [float(one) for one in re.findall(r"(-?[\d.]+) 0 0 -?[\d.]+ -?[\d.]+ -?[\d.]+ cm", drawing)]
    return next(one for one in scales if one < 1) * next(one for one in scales if one > 1)


def in_order(given: Administration) -> list[int | None]:
    """The marks by the lines of the form, whatever order the database keeps."""
    return [given.answers[item.code] for item in in_catalogue(given.instrument).items]


def typed(cast, **given: object) -> dict[str, object]:
    return {"channel": "paper", "measured": "mm", **given}


def mm(cast, *lengths: int) -> dict[str, str]:
    return {code: str(one) for code, one in zip(lines_of(cast.here.episode.outcome), lengths, strict=True)}


def test_the_line_on_paper_is_a_hundred_millimetres(cast, signed_in) -> None:
    answer = signed_in("alice").post(
        reverse("paper:sheet", args=[cast.here.session.pk]), {"client": cast.here.dana.pk, "moment": "start"}
    )
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    sheet = Sheet.objects.get()
    assert sheet.code in text
    assert cast.here.dana.code not in text  # no name, no code of the client
    lengths = [length for length in drawn_lines(reader.pages[0]) if length > 50]
    assert lengths == pytest.approx([100] * 4, abs=0.1)


def test_millimetres_become_tenths(cast, signed_in) -> None:
    sheet, alice = a_sheet(cast.here), signed_in("alice")
    found = alice.get(reverse("paper:overview"), {"code": f" {sheet.code[:3].lower()}-{sheet.code[3:]}"})
    assert found.headers["Location"] == reverse("paper:type_one", args=[sheet.pk])
    alice.post(found.headers["Location"], typed(cast, **mm(cast, 0, 34, 71, 100)))
    sheet.refresh_from_db()
    given = sheet.administration
    assert in_order(given) == [0, 34, 71, 100]
    assert (given.channel, given.typed_by, given.local_date) == (
        "paper",
        cast.here.staff["alice"],
        cast.here.session.local_date,
    )
    assert Line.objects.filter(verb="administration.record", subject=given.pk).count() == 1


def test_values_are_typed_with_a_comma_and_a_line_may_be_empty(cast, signed_in) -> None:
    sheet = a_sheet(cast.here)
    first, *_rest, last = lines_of(cast.here.episode.outcome)
    given = typed(cast, measured="values", channel="voice", **{first: "3,4", last: "10"})
    signed_in("alice").post(reverse("paper:type_one", args=[sheet.pk]), given)
    sheet.refresh_from_db()
    assert sheet.administration.answers[first] == 34
    assert sheet.administration.answers[last] == 100
    assert list(sheet.administration.answers.values()).count(None) == 2
    assert sheet.administration.channel == "voice"


def test_only_the_total_is_enough(cast, signed_in) -> None:
    sheet = a_sheet(cast.here)
    signed_in("alice").post(reverse("paper:type_one", args=[sheet.pk]), typed(cast, stated_total="26,3"))
    sheet.refresh_from_db()
    assert sheet.administration.stated_total == 263
    assert sheet.administration.answers == {}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"first": "101"},
        {"first": "-1"},
        {"first": "3,4"},  # millimetres are whole
        {"first": "10,1", "measured": "values"},
        {"first": "3,44", "measured": "values"},
        {"first": "5", "stated_total": "20"},
        {"stated_total": "40,1"},
        {"stated_total": "x"},
        {"first": "5", "channel": "dove"},
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(cast, signed_in, given: dict[str, str]) -> None:
    sheet = a_sheet(cast.here)
    named = {
        lines_of(cast.here.episode.outcome)[0] if name == "first" else name: it for name, it in given.items()
    }
    page = signed_in("alice").post(reverse("paper:type_one", args=[sheet.pk]), typed(cast) | named)
    assert page.status_code == 200
    assert (
        page.content.decode().count("ds-validation-message") + page.content.decode().count('role="alert"')
        >= 1
    )
    sheet.refresh_from_db()
    assert sheet.administration is None


def test_a_sheet_is_typed_once(cast, signed_in) -> None:
    sheet = a_sheet(cast.here)
    alice, address = signed_in("alice"), reverse("paper:type_one", args=[sheet.pk])
    alice.post(address, typed(cast, **mm(cast, 1, 2, 3, 4)))
    before = Administration.objects.count()
    again = alice.post(address, typed(cast, **mm(cast, 9, 9, 9, 9)), follow=True)
    assert "skrevet inn fra før" in again.content.decode()
    assert Administration.objects.count() == before


def test_what_is_out_is_listed_by_age_until_it_is_typed_or_put_aside(cast, signed_in) -> None:
    old, new = a_sheet(cast.here), a_sheet(cast.here)
    Sheet.objects.filter(pk=old.pk).update(printed=timezone.now() - timedelta(days=9))
    alice = cast.here.actor("alice")
    assert queries.untyped(alice) == [old, new]
    page = signed_in("alice").get(reverse("paper:overview")).content.decode()
    assert "9 dager gammelt" in page
    signed_in("alice").post(reverse("paper:aside", args=[old.pk]))
    assert queries.untyped(alice) == [new]
    with pytest.raises(actions.AlreadyTyped):
        actions.type_sheet(
            by=alice,
            sheet=old,
            typed=actions.Typed(cast.here.session, cast.here.dana.pk, None, {}, 200, "paper"),
        )


def test_a_pile_grows_small_and_says_so(cast, signed_in) -> None:
    alice = signed_in("alice")
    made = alice.post(
        reverse("paper:pile"),
        {
            "unit": cast.here.ours.pk,
            "form": "gjenklang-outcome-adult:start",
            "language": "nn",
            "many": "10",
        },
    )
    reader = PdfReader(io.BytesIO(made.content))
    assert len(reader.pages) == 10
    assert len({page.extract_text().split("\n")[-3] for page in reader.pages}) > 1  # each its own code
    (pile,) = queries.piles(cast.here.actor("alice"))
    assert (pile.left, pile.few) == (10, False)
    one = Sheet.objects.first()
    whose = f"{_held(cast).pk}:{cast.here.dana.pk}"
    alice.post(reverse("paper:type_one", args=[one.pk]), typed(cast, whose=whose, **mm(cast, 1, 2, 3, 4)))
    (pile,) = queries.piles(cast.here.actor("alice"))
    assert (pile.left, pile.few) == (9, True)
    assert "på tide å skrive ut flere" in alice.get(reverse("paper:overview")).content.decode()
    counts = Administration.objects.filter(
        session=_held(cast), standing=Standing.COUNTS, rater=None, moment="start"
    )
    assert in_order(counts.get()) == [1, 2, 3, 4]


def _held(cast):
    return cast.here.episode.sessions.filter(status="held").latest("local_date")


def test_a_sheet_from_the_pile_is_never_laid_on_a_course_that_is_not_open(cast, signed_in) -> None:
    form = ("gjenklang-outcome-adult", "start", "nb")
    (one,) = actions.print_pile(by=cast.here.actor("alice"), unit=cast.here.ours, form=form, many=1)
    whose = f"{_held(cast).pk}:{cast.here.dana.pk}"
    answer = signed_in("carol").post(
        reverse("paper:type_one", args=[one.pk]), typed(cast, whose=whose, **mm(cast, 1, 2, 3, 4))
    )
    assert answer.status_code == 200
    assert Sheet.objects.get().administration is None


def test_the_script_is_read_aloud_and_stored_as_such(cast, signed_in) -> None:
    alice, address = signed_in("alice"), reverse("paper:script", args=[cast.here.session.pk])
    asked = {"client": cast.here.dana.pk, "moment": "start"}
    assert "Hvis 0 er «" in alice.get(address, asked).content.decode()
    alice.post(address, typed(cast, measured="values", channel="voice", **mm(cast, 1, 2, 3, 4)) | asked)
    given = Administration.objects.latest("finished")
    assert given.channel == "voice"
    assert in_order(given) == [10, 20, 30, 40]
