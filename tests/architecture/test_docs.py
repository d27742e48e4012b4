"""Docs cannot rot: settings, commands, events, instruments and terms are all written down."""

import re
from pathlib import Path

from django.dispatch import Signal

from gjenklang.apps.care import events
from gjenklang.apps.people import events as people_events
from gjenklang.cli import COMMANDS
from gjenklang.core.instruments import catalogue
from gjenklang.website.configuration import SETTINGS

DOCS = Path(__file__).resolve().parents[2] / "docs"


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def test_every_setting_is_in_the_table_as_the_code_says_it() -> None:
    page = read("operate/settings.md")
    for setting in SETTINGS:
        assert f"| `{setting.name}` |" in page
        assert setting.words in page


def test_every_command_is_written_down() -> None:
    page = read("operate/commands.md")
    assert all(f"`gjenklang {name}" in page for name in COMMANDS)


def test_every_event_is_written_down() -> None:
    page = read("develop/events.md")
    assert all(
        f"`{name}`" in page
        for name, one in {**vars(events), **vars(people_events)}.items()
        if isinstance(one, Signal)
    )


def test_every_instrument_is_written_down() -> None:
    page = read("practice/instruments.md")
    assert all(f"`{code}`" in page for code in catalogue())


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(re.match(r"(\d{4})-", path.name)[1]) for path in (DOCS / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_page_is_found_from_the_index() -> None:
    """By a link of the index, or of a page that it leads to."""

    def linked(page: Path) -> set[Path]:
        links = re.findall(r"\]\(([^)#:]+\.md)", page.read_text("utf-8"))
        return {(page.parent / one).resolve() for one in links}

    reached, grown = set[Path](), {DOCS / "index.md"}
    while grown:
        reached |= grown
        grown = set[Path]().union(*map(linked, grown)) - reached
    assert set(DOCS.rglob("*.md")) - reached == set()
