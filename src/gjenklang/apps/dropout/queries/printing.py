"""Compose pages for paper. The library is fetched when the first page is printed, never when a worker starts."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from gjenklang.apps.shell.languages import CLIENT

__all__ = ["NEEDED", "Paper", "PrintingError", "print_page", "print_pages"]

#: What Debian calls the libraries that WeasyPrint leans on.
NEEDED = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
#: The sizes of letters that are tried, in per cent: the largest with which everything stands on one sheet is taken.
SIZES = range(50, 164, 6)


class PrintingError(Exception):
    """The libraries for printing are not on this machine."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How a page is printed: template, language, the sheet (``a3`` or ``a4``), in colour or in grey, and its style."""

    template: str
    language: str
    sheet: str = "a4"
    grey: bool = False
    style: str = "dropout/print.css"


def print_page(paper: Paper, context: dict[str, Any]) -> bytes:
    """Return one page as PDF, exactly one sheet; nothing is fetched from anywhere.

    Raises
    ------
    PrintingError
        When WeasyPrint, or a library it leans on, is not installed.
    """
    weasyprint, source, style = _source(paper, context)

    def set_in(size: int) -> Any:
        letters = weasyprint.CSS(string=f"html {{ font-size: {size}% }}")
        return source.render(stylesheets=[style, letters])

    document = _largest(set_in)
    pdf: bytes = document.copy(document.pages[:1]).write_pdf()
    return pdf


def print_pages(paper: Paper, context: dict[str, Any]) -> bytes:
    """Return a text as PDF on as many sheets as it needs; nothing is fetched from anywhere.

    Raises
    ------
    PrintingError
        As :func:`print_page`.
    """
    _weasyprint, source, style = _source(paper, context)
    pdf: bytes = source.render(stylesheets=[style]).write_pdf()
    return pdf


def _source(paper: Paper, context: dict[str, Any]) -> tuple[Any, Any, Any]:
    """The library, the page and its style."""
    try:
        weasyprint = import_module("weasyprint")
    except (ImportError, OSError) as missing:
        raise PrintingError(str(missing)) from missing
    with override(_interface(paper.language)):
        html = render_to_string(paper.template, {**context, "paper": paper, "language": paper.language})
        style = render_to_string(paper.style, {})
    fetcher = import_module("weasyprint.urls").URLFetcher(allowed_protocols=())
    return weasyprint, weasyprint.HTML(string=html, url_fetcher=fetcher), weasyprint.CSS(string=style)


def _largest(set_in: Callable[[int], Any]) -> Any:
    """Halve the sizes until the largest that fits on one sheet is found; the smallest, when none does."""
    best, low, high = set_in(SIZES[0]), 1, len(SIZES) - 1
    while low <= high:
        middle = (low + high) // 2
        document = set_in(SIZES[middle])
        if len(document.pages) == 1:
            best, low = document, middle + 1
        else:
            high = middle - 1
    return best


def _interface(language: str) -> str:
    """The language of what stands around the words, where the screens have it; else bokmål."""
    return language if language in CLIENT else "nb"
