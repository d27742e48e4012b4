"""Read wording packs: the words of a form, apart from its structure, one document for each form."""

from gjenklang.apps.instruments.wording.every import broken_packs, every_wording
from gjenklang.apps.instruments.wording.fhir_packs import read_fhir_pack
from gjenklang.apps.instruments.wording.toml_packs import read_pack
from gjenklang.apps.instruments.wording.words import LineWords, Wording, answers_of

__all__ = [
    "LineWords",
    "Wording",
    "answers_of",
    "broken_packs",
    "every_wording",
    "read_fhir_pack",
    "read_pack",
]
