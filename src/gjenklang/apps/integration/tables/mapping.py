"""What the columns of a file mean, and what each row says under that meaning."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from django.utils.translation import gettext as _

from gjenklang.apps.integration.tables.reading import Table
from gjenklang.core.instruments import Instrument
from gjenklang.core.scoring import AnswerOutOfRange, check_answers

__all__ = ["Duplicates", "Meaning", "Problem", "Score", "guess", "scores_of"]

EMPTY = frozenset({"", "NA", "N/A", "NaN", "nan", ".", "-"})

#: A day, and perhaps an hour, as ISO 8601 writes them.
ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?")
#: Before this nobody was asked by any form that is read here; such a day is a mistake of the file.
EARLIEST = 1950


class Duplicates(StrEnum):
    """What to do when rows differ about the same client, time and rater."""

    REFUSE = "refuse"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Which column is what. One of ``dates``, ``day``, ``session`` or ``wide`` says when.

    ``day`` counts days from ``day_zero``. ``wide`` is how the score columns of a wide file begin: ``bdi_s`` finds
    ``bdi_s0``, ``bdi_s1`` … as sessions 0, 1 …
    ``prefix`` is put before every client's code.
    """

    client: str
    dates: str = ""
    day: str = ""
    day_zero: date | None = None
    session: str = ""
    wide: str = ""
    total: str = ""
    items: tuple[str, ...] = ()
    rater: str = ""
    prefix: str = ""
    duplicates: Duplicates = Duplicates.REFUSE

    def columns(self) -> list[str]:
        """The columns it names."""
        single = [self.client, self.dates, self.day, self.session, self.total, self.rater]
        return [name for name in [*single, *self.items] if name]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why nothing can be stored: at which row, in one sentence."""

    row: int
    words: str


@dataclass(frozen=True, slots=True)
class Score:
    """What one cell of a wide file, or one row of a long one, says."""

    row: int
    client: str
    rater: str
    day: date | None
    number: int | None
    total: int | None
    answers: Mapping[str, int | None]

    @property
    def place(self) -> tuple[str, str, str]:
        """Whose, when and by whom: two scores at one place are duplicates."""
        when = self.day.isoformat() if self.day else f"#{self.number}"
        return self.client, when, self.rater

    @property
    def said(self) -> tuple[int | None, tuple[tuple[str, int | None], ...]]:
        """What it says, to tell a repetition from a contradiction."""
        return self.total, tuple(sorted(self.answers.items()))


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Mapping[str, str]
    meaning: Meaning
    instrument: Instrument
    today: date

    def client(self) -> str:
        code = _plain(self.cells[self.meaning.client])
        if not code:
            raise ValueError(_("no client is named."))
        code = self.meaning.prefix + code
        if not code.isprintable():
            raise ValueError(_("the client's code holds a line break or another sign that cannot be seen."))
        if len(code) > 40:
            raise ValueError(_("the client's code is longer than 40 characters."))
        if sum(character.isdigit() for character in code) >= 11:
            raise ValueError(_("the code looks like a national identity number. Use a code of your own."))
        return code

    def when(self) -> tuple[date | None, int | None]:
        meaning = self.meaning
        if meaning.session:
            return None, _whole(self.cells[meaning.session], _("the session number"))
        if meaning.dates:
            day = _date(self.cells[meaning.dates])
        else:
            assert meaning.day_zero is not None  # noqa: S101 - scores_of has seen that one of them is given
            days = _whole(self.cells[meaning.day], _("the day"), lowest=-40_000)
            day = meaning.day_zero + timedelta(days=days)
        if day > self.today:
            raise ValueError(_("%(day)s is in the future.") % {"day": day.isoformat()})
        if day.year < EARLIEST:
            raise ValueError(_("%(day)s is too long ago.") % {"day": day.isoformat()})
        return day, None

    def score(self) -> tuple[int | None, dict[str, int | None]] | None:
        if self.meaning.items:
            codes = [item.code for item in self.instrument.items]
            cells = [self.cells[column] for column in self.meaning.items]
            answers = {
                code: _steps(cell, self.instrument.response.step)
                for code, cell in zip(codes, cells, strict=True)
            }
            try:
                check_answers(self.instrument, answers)
            except AnswerOutOfRange as wrong:
                step = self.instrument.response.step
                value = Decimal(str(wrong.value))
                raise ValueError(_outside(value * step, wrong.minimum * step, wrong.maximum * step)) from None
            return (None, answers) if any(value is not None for value in answers.values()) else None
        return self.total(self.meaning.total)

    def total(self, column: str) -> tuple[int | None, dict[str, int | None]] | None:
        scale = self.instrument.scales[0]
        steps = _steps(self.cells[column], scale.step)
        if steps is None:
            return None
        if not scale.minimum <= steps * scale.step <= scale.maximum:
            raise ValueError(_outside(steps * scale.step, scale.minimum, scale.maximum))
        return steps, {}


def scores_of(
    table: Table, meaning: Meaning, instrument: Instrument, today: date
) -> tuple[list[Score], list[Problem]]:
    """Read every row under one meaning.

    Returns
    -------
    tuple
        The scores in the order of the file, and every problem with its row. Cells without a score are passed over.

    Raises
    ------
    ValueError
        When the meaning itself cannot be: a column that is not there, or no way to tell when.
    """
    _sensible(table, meaning, instrument)
    scores: list[Score] = []
    problems: list[Problem] = []
    for number, cells in table.rows:
        row = _Row(number, dict(zip(table.header, cells, strict=True)), meaning, instrument, today)
        try:
            scores.extend(_scores(row, table.header))
        except ValueError as wrong:
            problems.append(Problem(number, _("Row %(row)s: %(why)s") % {"row": number, "why": wrong}))
    return scores, problems


def _scores(row: _Row, header: Sequence[str]) -> Iterator[Score]:
    client = row.client()
    rater = row.cells[row.meaning.rater] if row.meaning.rater else ""
    if row.meaning.wide:
        for column, number in _wide_columns(header, row.meaning.wide):
            found = row.total(column)
            if found:
                yield Score(row.number, client, rater, None, number, *found)
        return
    given = row.score()
    if given:
        yield Score(row.number, client, rater, *row.when(), *given)


def _wide_columns(header: Sequence[str], prefix: str) -> list[tuple[str, int]]:
    pattern = re.compile(rf"^{re.escape(prefix)}(\d+)$")
    return [(name, int(match[1])) for name in header if (match := pattern.match(name))]


def _sensible(table: Table, meaning: Meaning, instrument: Instrument) -> None:
    missing = [name for name in meaning.columns() if name not in table.header]
    if missing:
        raise ValueError(_("The file has no column «%(name)s».") % {"name": missing[0]})
    if not instrument.scales and not meaning.items:
        raise ValueError(_("%(instrument)s has no total.") % {"instrument": instrument.name})
    twice = [name for name in meaning.items if meaning.items.count(name) > 1]
    if twice:
        raise ValueError(_("The column «%(name)s» is named for two items.") % {"name": twice[0]})
    if meaning.wide:
        if not _wide_columns(table.header, meaning.wide):
            words = _("No column begins with «%(prefix)s» and ends with a number.")
            raise ValueError(words % {"prefix": meaning.wide})
        return
    if not (meaning.dates or meaning.session or (meaning.day and meaning.day_zero)):
        raise ValueError(
            _("Say when: a column with dates, with days from a first day, or with session numbers.")
        )
    if not meaning.total and len(meaning.items) != len(instrument.items):
        words = _("Name the column with the total, or the %(count)s columns with the items in order.")
        raise ValueError(words % {"count": len(instrument.items)})


def guess(table: Table) -> dict[str, str]:
    """A first proposal from the names of the columns; the reader decides."""
    lower = {name.lower(): name for name in table.header}

    def first(*names: str) -> str:
        return next((lower[name] for name in names if name in lower), "")

    families: dict[str, int] = {}
    for name in table.header:
        if match := re.match(r"^(.*?)\d+$", name):
            families[match[1]] = families.get(match[1], 0) + 1
    wide = max(families, key=lambda name: families[name], default="")
    return {
        "client": first("client", "klient", "code", "kode", "id", "pid", "patient") or table.header[0],
        "dates": first("date", "dato", "day of session"),
        "day": first("day", "dag", "time", "days"),
        "session": first("session", "time nr", "session number", "samtale", "timenr"),
        "total": first("total", "sum", "score", "skåre", "ors", "bdi"),
        "rater": first("rater", "informant", "svart av"),
        "wide": wide if families.get(wide, 0) >= 3 and not first("date", "dato", "time") else "",
    }


def _outside(value: Decimal, lowest: Decimal, highest: Decimal) -> str:
    words = _("%(value)s lies outside %(lowest)s to %(highest)s.")
    said = {"value": value, "lowest": lowest, "highest": highest}
    return words % {name: f"{number:f}".removesuffix(".0") for name, number in said.items()}


def _plain(cell: str) -> str:
    return cell[:-2] if re.fullmatch(r"\d+\.0", cell) else cell


def _whole(cell: str, what: str, lowest: int = 0) -> int:
    try:
        number = int(_plain(cell))
    except ValueError:
        raise ValueError(
            _("%(what)s is «%(cell)s», not a whole number.") % {"what": what, "cell": cell}
        ) from None
    if not lowest <= number <= 100_000:
        raise ValueError(_("%(what)s cannot be %(cell)s.") % {"what": what, "cell": cell})
    return number


def _date(cell: str) -> date:
    try:
        if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", cell):
            return date(int(match[3]), int(match[2]), int(match[1]))
        return datetime.fromisoformat(cell if ISO.fullmatch(cell) else "").date()
    except ValueError:
        words = _("«%(cell)s» is not a date. Write 2026-01-31 or 31.01.2026.")
        raise ValueError(words % {"cell": cell}) from None


def _steps(cell: str, step: Decimal) -> int | None:
    if cell in EMPTY:
        return None
    try:
        steps = Decimal(cell.replace(",", ".")) / step
        if steps == steps.to_integral_value():
            return int(steps)
    except (InvalidOperation, ValueError, OverflowError):
        raise ValueError(_("«%(cell)s» is not a number.") % {"cell": cell}) from None
    raise ValueError(_("%(cell)s is not in steps of %(step)s.") % {"cell": cell, "step": step})
