"""For paper: exactly one sheet of the right size, with the right words, and nothing that is talked about alone."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from cast import follow_dana
from gjenklang.apps.audit.models import Line
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.models import FactorText, Tried
from gjenklang.apps.dropout.queries import printing

MILLIMETRES = {"a3": (420, 297), "a4": (297, 210)}
LONG = "Ord som ikke er korte, men som noen har ment alvorlig og gjerne vil ha med på arket. "


def read(answer) -> PdfReader:
    assert answer.status_code == 200, answer.content[:300]
    assert answer.headers["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def words_of(reader: PdfReader) -> str:
    return " ".join(reader.pages[0].extract_text().split())


@pytest.mark.parametrize("sheet", ["a3", "a4"])
@pytest.mark.parametrize("colour", ["colour", "grey"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_mat_is_one_sheet_in_each_size_colour_and_language(
    cast, signed_in, sheet: str, colour: str, language: str
) -> None:
    asked = {"sheet": sheet, "colour": colour, "language": language}
    made = read(signed_in("alice").get(reverse("dropout:mat_print"), asked))
    assert len(made.pages) == 1
    box = made.pages[0].mediabox
    assert (round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)) == MILLIMETRES[sheet]
    text = words_of(made)
    for one in queries.advice_for(cast.here.actor("alice"), language):
        assert str(one.question)[:20] in text
        assert all(line.split()[0] in text for line in one.what)
    assert {"nb": "vanskelig", "nn": "vanskeleg", "en": "difficult"}[language] in text


def test_grey_is_another_sheet_than_colour(cast, signed_in) -> None:
    asked = {"sheet": "a4", "language": "nb"}
    made = [
        signed_in("alice").get(reverse("dropout:mat_print"), asked | {"colour": colour}).content
        for colour in ("colour", "grey")
    ]
    assert made[0] != made[1]


def test_there_is_a_place_for_northern_sami_empty_or_filled(cast, signed_in) -> None:
    asked = {"sheet": "a3", "colour": "grey", "language": "nn", "sami": "on"}
    browser = signed_in("alice")
    assert words_of(read(browser.get(reverse("dropout:mat_print"), asked))).count("Nordsamisk") == 4
    text = FactorText(factor="age", language="se", what="Čiekčalit\nRiŋget ieš")
    actions.write_text(by=cast.here.actor("frank"), text=text)
    made = read(browser.get(reverse("dropout:mat_print"), asked))
    assert len(made.pages) == 1
    assert "Riŋget ieš" in words_of(made)


@pytest.mark.parametrize("sheet", ["a3", "a4"])
def test_long_words_of_a_service_still_fit_on_one_sheet(cast, signed_in, sheet: str) -> None:
    by = cast.here.actor("frank")
    for factor in ("cognition", "alliance", "personality", "age"):
        for language in ("nb", "se"):
            what = "\n".join(f"{number} {LONG}" for number in range(6))
            row = FactorText(factor=factor, language=language, why=LONG * 6, what=what)
            actions.write_text(by=by, text=row)
        for number in range(5):
            actions.note_tried(by=by, tried=Tried(factor=factor, words=f"{number} {LONG}"))
    browser = signed_in("frank")
    asked = {"sheet": sheet, "colour": "colour", "language": "nb", "sami": "on"}
    made = read(browser.get(reverse("dropout:mat_print"), asked))
    assert "5 Ord som" in words_of(made)
    assert len(made.pages) == 1
    assert len(read(browser.get(reverse("dropout:sheet") + "?language=nb")).pages) == 1


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_blank_checklist_is_one_portrait_page(cast, signed_in, language: str) -> None:
    made = read(signed_in("heidi").get(reverse("dropout:sheet"), {"language": language}))
    assert len(made.pages) == 1
    box = made.pages[0].mediabox
    assert (round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)) == (210, 297)
    with override(language):
        assert all(
            str(one.question) in words_of(made) for one in queries.advice_for(cast.here.actor("heidi"))
        )


def test_a_clients_sheet_has_neither_personality_nor_a_telephone(cast, signed_in) -> None:
    follow_dana(cast.here)
    url = reverse("dropout:course_sheet", args=[cast.here.episode.pk])
    made = read(signed_in("alice").get(url))
    text = words_of(made)
    assert len(made.pages) == 1
    assert "D-204" in text
    assert "Ring søsteren min." in text
    assert "tillit" not in text
    assert "900" not in text
    assert Line.objects.filter(verb="client.read", detail="print", client=cast.here.dana.pk).count() == 1


def test_a_sheet_or_a_language_that_does_not_exist_is_refused_in_words(cast, signed_in) -> None:
    answer = signed_in("alice").get(reverse("dropout:mat_print"), {"sheet": "a0", "language": "xx"})
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "ds-error-summary" in answer.content.decode()


def test_a_machine_without_the_libraries_says_what_to_install(cast, signed_in, monkeypatch) -> None:
    def missing(name: str) -> None:
        raise OSError(f"cannot load library {name}")

    monkeypatch.setattr(printing, "import_module", missing)
    answer = signed_in("alice").get(reverse("dropout:sheet"))
    assert answer.status_code == 503
    assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in answer.content.decode()


def test_a_page_for_paper_fetches_nothing(cast, tmp_path, settings) -> None:
    """A picture in the words would otherwise be fetched from wherever it says."""
    folder = tmp_path / "dropout"
    folder.mkdir()
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">SECRET</text></svg>', "utf-8")
    (folder / "trap.html").write_text(f'<p>Here</p><img src="{secret.as_uri()}">', "utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
    made = printing.print_page(printing.Paper("dropout/trap.html", "nb"), {})
    assert "SECRET" not in words_of(PdfReader(BytesIO(made)))


@pytest.mark.parametrize("who", ["grace", "peggy"])
def test_the_desk_and_peers_print_nothing(cast, signed_in, who: str) -> None:
    for url in ("dropout:mat", "dropout:mat_print", "dropout:sheet"):
        assert signed_in(who).get(reverse(url)).status_code == 403
