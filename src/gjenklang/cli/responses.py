"""``gjenklang response``: what a FHIR QuestionnaireResponse adds up to."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from gjenklang.cli.table import BadInput, as_json, bytes_of
from gjenklang.core.instruments import NotAQuestionnaire, Questionnaire, read_questionnaire
from gjenklang.core.scoring import AnswerOutOfRange, NotAResponse, ResponseScore, score_response

__all__ = ["response"]


@click.command()
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--questionnaire",
    "forms",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A FHIR Questionnaire that responses may name; may be given several times.",
)
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def response(files: Sequence[Path], forms: Sequence[Path], *, json_wanted: bool) -> None:
    """Score FHIR R4 QuestionnaireResponses in FILE..., each by the questionnaire that it names.

    Only points that somebody gave are added up: those of the answers, of the form, or of an instrument's own
    document. A total that a response states is checked, never trusted.

    Example: gjenklang response answered.json --questionnaire phq9.json
    """
    known = [_questionnaire(one) for one in forms]
    found = [_scored(file, known) for file in files]
    if json_wanted:
        click.echo(as_json([_report(file, one) for file, one in zip(files, found, strict=True)]))
        return
    for file, one in zip(files, found, strict=True):
        click.echo(_in_words(file, one))


def _document(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(bytes_of(file))
    except (ValueError, RecursionError):
        raise BadInput(f"{file}: this is no JSON document.") from None
    if not isinstance(document, dict):
        raise BadInput(f"{file}: this is no FHIR resource.")
    return document


def _questionnaire(file: Path) -> Questionnaire:
    try:
        return read_questionnaire(_document(file))
    except NotAQuestionnaire as wrong:
        raise BadInput(f"{file}: {wrong}") from None
    except (AttributeError, TypeError, KeyError, ArithmeticError):
        raise BadInput(f"{file}: this Questionnaire is not built as FHIR R4 has it.") from None


def _scored(file: Path, known: Sequence[Questionnaire]) -> ResponseScore:
    document = _document(file)
    named = str(document.get("questionnaire", "")).partition("|")[0].rpartition("/")[2]
    form = next((one for one in known if named and one.url.rpartition("/")[2] == named), None)
    try:
        return score_response(document, form)
    except (NotAResponse, AnswerOutOfRange) as wrong:
        raise BadInput(f"{file}: {wrong}") from None
    except (AttributeError, TypeError, KeyError, ArithmeticError):
        raise BadInput(f"{file}: this QuestionnaireResponse is not built as FHIR R4 has it.") from None


def _report(file: Path, found: ResponseScore) -> dict[str, Any]:
    return {
        "file": str(file),
        "instrument": found.instrument,
        "rule": found.rule,
        "total": _plain(found.total),
        "stated": _plain(found.stated),
        "points": {link: _plain(worth) for link, worth in found.points.items()},
        "without_points": list(found.without_points),
        "doubts": [one.value for one in found.doubts],
    }


def _plain(value: object) -> float | None:
    return None if value is None else float(str(value))


def _in_words(file: Path, found: ResponseScore) -> str:
    total = (
        "no total: its answers have no points to add up" if found.total is None else f"total {found.total}"
    )
    of = f" ({found.instrument})" if found.instrument else ""
    stated = "" if found.stated is None else f", the response says {found.stated}"
    first = f"{file}{of}: {total}{stated}; n {len(found.points)} with points, rule {found.rule}"
    return "\n".join([first, *(f"  look at this: {one}" for one in found.doubts)])
