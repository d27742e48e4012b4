"""The forms that each language needs of a unit's own words for client and therapist."""

from dataclasses import dataclass

from django.utils.translation import get_language

__all__ = ["Forms", "forms_of"]


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
