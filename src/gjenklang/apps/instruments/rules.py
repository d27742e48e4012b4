"""Who may show which words."""

from gjenklang.apps.instruments.wording import every_wording

__all__ = ["may_show"]


def may_show(instrument: str, language: str) -> bool:
    """Whether the words of this instrument may stand on a screen: a pack is there in that language."""
    return (instrument, language) in every_wording()
