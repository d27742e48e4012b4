"""The languages: those of the whole house, those of the client's side, and which of them are drafts."""

__all__ = ["CLIENT", "DRAFTS", "HOUSE", "NAMES", "is_draft"]

#: Each language by its own name, whatever the reader speaks.
NAMES = {
    "nb": "Bokmål",
    "nn": "Nynorsk",
    "en": "English",
    "da": "Dansk",
    "se": "Davvisámegiella",
}
#: Whole: the pages of staff, an organisation, a document.
HOUSE = ("nb", "nn", "en")
#: A form, what leads to it, the own page and what is turned towards the client.
CLIENT = (*HOUSE, "da", "se")
#: Words that nobody who speaks the language has reviewed yet.
DRAFTS = frozenset({"da", "se"})


def is_draft(language: str | None) -> bool:
    """Whether a page in a language is to say that it is a draft.

    Examples
    --------
    >>> is_draft("se"), is_draft("nb"), is_draft(None)
    (True, False, False)
    """
    return (language or "")[:2] in DRAFTS
