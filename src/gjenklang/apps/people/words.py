"""The forms that each language needs of a unit's own words for client and therapist.

The house has one word for each, *bruker* and *behandler*; its labels and sentences are written with them. A page that
belongs to one unit says them with the unit's own: ``words_of`` one text, ``say_as`` the labels of a form.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar, cast

from django.forms import BaseForm, ChoiceField, ModelChoiceField
from django.utils.translation import get_language

__all__ = ["Forms", "HasWords", "forms_of", "say_as", "words_of"]

Filled = TypeVar("Filled", bound=BaseForm)


class HasWords(Protocol):
    """What a unit says of the two who meet."""

    client_word: str
    therapist_word: str


@dataclass(frozen=True, slots=True)
class Forms:
    """One noun: «en bruker, brukeren, brukere, brukerne»; ``article`` agrees with its gender."""

    article: str
    one: str
    the: str
    many: str
    all: str

    def __str__(self) -> str:
        return self.one


FORMS = ("one", "the", "many", "all")
NORWEGIAN = {
    "bruker": Forms("en", "bruker", "brukeren", "brukere", "brukerne"),
    "pasient": Forms("en", "pasient", "pasienten", "pasienter", "pasientene"),
    "klient": Forms("en", "klient", "klienten", "klienter", "klientene"),
    "ungdom": Forms("en", "ungdom", "ungdommen", "ungdommer", "ungdommene"),
    "behandler": Forms("en", "behandler", "behandleren", "behandlere", "behandlerne"),
    "hjelper": Forms("en", "hjelper", "hjelperen", "hjelpere", "hjelperne"),
    "kontaktperson": Forms("en", "kontaktperson", "kontaktpersonen", "kontaktpersoner", "kontaktpersonene"),
}
NYNORSK = {
    "bruker": Forms("ein", "brukar", "brukaren", "brukarar", "brukarane"),
    "pasient": Forms("ein", "pasient", "pasienten", "pasientar", "pasientane"),
    "klient": Forms("ein", "klient", "klienten", "klientar", "klientane"),
    "ungdom": Forms("ein", "ungdom", "ungdommen", "ungdommar", "ungdommane"),
    "behandler": Forms("ein", "behandlar", "behandlaren", "behandlarar", "behandlarane"),
    "hjelper": Forms("ein", "hjelpar", "hjelparen", "hjelparar", "hjelparane"),
    "kontaktperson": Forms("ein", "kontaktperson", "kontaktpersonen", "kontaktpersonar", "kontaktpersonane"),
}
ENGLISH = {
    "bruker": Forms("a", "service user", "the service user", "service users", "the service users"),
    "pasient": Forms("a", "patient", "the patient", "patients", "the patients"),
    "klient": Forms("a", "client", "the client", "clients", "the clients"),
    "ungdom": Forms("a", "young person", "the young person", "young people", "the young people"),
    "behandler": Forms("a", "therapist", "the therapist", "therapists", "the therapists"),
    "hjelper": Forms("a", "helper", "the helper", "helpers", "the helpers"),
    "kontaktperson": Forms(
        "a", "contact person", "the contact person", "contact persons", "the contact persons"
    ),
}
DANISH = {
    "bruker": Forms("en", "bruger", "brugeren", "brugere", "brugerne"),
    "pasient": Forms("en", "patient", "patienten", "patienter", "patienterne"),
    "klient": Forms("en", "klient", "klienten", "klienter", "klienterne"),
    "ungdom": Forms("en", "ung", "den unge", "unge", "de unge"),
    "behandler": Forms("en", "behandler", "behandleren", "behandlere", "behandlerne"),
    "hjelper": Forms("en", "hjælper", "hjælperen", "hjælpere", "hjælperne"),
    "kontaktperson": Forms("en", "kontaktperson", "kontaktpersonen", "kontaktpersoner", "kontaktpersonerne"),
}
#: Northern Sámi has no article and no definite form.
SAMI = {
    "bruker": Forms("", "geavaheaddji", "geavaheaddji", "geavaheaddjit", "geavaheaddjit"),
    "pasient": Forms("", "pasieanta", "pasieanta", "pasieanttat", "pasieanttat"),
    "klient": Forms("", "klienta", "klienta", "klienttat", "klienttat"),
    "ungdom": Forms("", "nuorra", "nuorra", "nuorat", "nuorat"),
    "behandler": Forms("", "dikšu", "dikšu", "dikšut", "dikšut"),
    "hjelper": Forms("", "veahkeheaddji", "veahkeheaddji", "veahkeheaddjit", "veahkeheaddjit"),
    "kontaktperson": Forms("", "oktavuođaolmmoš", "oktavuođaolmmoš", "oktavuođaolbmot", "oktavuođaolbmot"),
}
TABLES = {"nb": NORWEGIAN, "nn": NYNORSK, "en": ENGLISH, "da": DANISH, "se": SAMI}


def forms_of(word: str, language: str | None = None) -> Forms:
    """The forms of a unit's word in a language, the reader's own when none is named.

    Examples
    --------
    >>> forms_of("bruker", "nn").the
    'brukaren'
    """
    return TABLES[(language or get_language() or "nb")[:2]][word]


#: What the house says of the two, and what it says where its language has no word of its own for it.
HOUSE = {"en": ("klient", "behandler")}
USUAL = ("bruker", "behandler")
#: What stands before a noun that is a verb too: «vi bruker skjemaer» is left alone, «en annen behandler» is not.
BEFORE = {
    "nb": "en|hver|ny|egen|annen|ingen",
    "nn": "ein|kvar|ny|eigen|annan|ingen",
    "da": "en|hver|ny|egen|anden|ingen",
}


@cache
def _house(language: str) -> tuple[re.Pattern[str], dict[str, tuple[int, str]]]:
    """What finds the words of the house in a sentence, and for each of them: which of the two, in which form."""
    words = [forms_of(word, language) for word in HOUSE.get(language, USUAL)]
    known = {getattr(one, form): (place, form) for place, one in enumerate(words) for form in FORMS}
    nouns = "|".join(sorted(known, key=len, reverse=True))
    before = BEFORE.get(language, "")
    return re.compile(rf"\b((?:{before}) )?({nouns})(?=s?\b)", re.IGNORECASE), known


def words_of(unit: HasWords, text: object) -> str:
    """A sentence or a label of the house, with the unit's own words for client and therapist.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from django.utils.translation import override
    >>> unit = SimpleNamespace(client_word="ungdom", therapist_word="hjelper")
    >>> with override("nb"):
    ...     words_of(unit, "Brukerens ord, når brukeren bruker en annen behandler.")
    'Ungdommens ord, når ungdommen bruker en annen hjelper.'
    """
    language = (get_language() or "nb")[:2]
    found, known = _house(language)
    own = (forms_of(unit.client_word), forms_of(unit.therapist_word))

    def said(match: re.Match[str]) -> str:
        before, noun = match[1] or "", match[2]
        place, form = known[noun.lower()]
        if form == "one" and language in BEFORE and not before:
            return match[0]
        word: str = getattr(own[place], form)
        return before + (word[0].upper() + word[1:] if noun[0].isupper() else word)

    return found.sub(said, str(text))


def say_as(unit: HasWords, form: Filled) -> Filled:
    """The same form; its labels, its help and its choices are said with the unit's own words."""
    for field in form.fields.values():
        field.help_text = words_of(unit, field.help_text)
        if field.label is not None:
            field.label = words_of(unit, field.label)
        if isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField):
            choices = cast("Iterable[tuple[Any, Any]]", field.choices)
            field.choices = [(value, _said(unit, label)) for value, label in choices]
    return form


def _said(unit: HasWords, label: object) -> Any:
    """One choice, or a named group of them."""
    if isinstance(label, list | tuple):
        return [(value, words_of(unit, one)) for value, one in label]
    return words_of(unit, label)
