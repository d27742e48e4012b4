"""Conversation guides: our own words, or those that the service has written instead."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.db.models import QuerySet

from gjenklang.apps.feedback.models import GuideText
from gjenklang.apps.feedback.queries.known import KNOWN
from gjenklang.apps.people.rules import Actor
from gjenklang.core.instruments import Mark, Source

__all__ = ["Guide", "guide_for", "guide_of", "guide_texts", "guides"]

#: Which guide a signal of no gain opens, from which session.
BY_SESSION = ((10, "no-change-10"), (6, "no-change-6"), (0, "no-change-3"))
STILL = "no_gain"


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide in one language: when, what one may say, what one does, and what to avoid."""

    code: str
    title: str
    when: str
    say: tuple[str, ...]
    do: tuple[str, ...]
    avoid: str
    source: Source
    own: bool = False

    @property
    def known(self) -> str:
        """What kind of source it rests on."""
        return str(KNOWN[self.source.mark])


def guides(by: Actor, language: str) -> list[Guide]:
    """Every guide in its order, each with the words of the asker's service where there are any."""
    kept = {one.guide: one for one in guide_texts(by).filter(language=language).order_by("at", "id")}
    return [_guide(one, language, kept.get(one["code"])) for one in _documents()]


def guide_of(by: Actor, code: str, language: str) -> Guide | None:
    """One guide, as :func:`guides` has it; None when there is none of this code."""
    return next((one for one in guides(by, language) if one.code == code), None)


def guide_texts(by: Actor) -> QuerySet[GuideText]:
    """Every text that the asker's service has written, newest first."""
    found = GuideText.objects.filter(organisation=by.organisation)
    return found.select_related("staff").order_by("-at", "-id")


def guide_for(kind: str, sessions: int = 0) -> str:
    """The code of the guide that fits a kind of signal; empty when none does.

    >>> guide_for("no_gain", 7), guide_for("worse"), guide_for("nothing")
    ('no-change-6', 'worse', '')
    """
    if kind == STILL:
        return next(code for least, code in BY_SESSION if sessions >= least)
    return _by_kind().get(kind, "")


@cache
def _by_kind() -> Mapping[str, str]:
    return {kind: one["code"] for one in _documents() for kind in one["fits"]}


@cache
def _documents() -> Sequence[Mapping[str, Any]]:
    folder = files("gjenklang.apps.feedback") / "guides"
    texts = [one.read_text("utf-8") for one in folder.iterdir() if one.name.endswith(".toml")]
    return sorted(map(tomllib.loads, texts), key=lambda one: int(one["order"]))


def _guide(document: Mapping[str, Any], language: str, own: GuideText | None) -> Guide:
    words = document["language"].get(language, document["language"]["nb"])
    source = document["source"]
    ours = Guide(
        code=document["code"],
        title=words["title"],
        when=words["when"],
        say=tuple(words["say"]),
        do=tuple(words["do"]),
        avoid=words["avoid"],
        source=Source(source["text"], source["url"], Mark(source["mark"])),
    )
    if own is None or own.empty:
        return ours
    lines = {name: tuple(filter(None, getattr(own, name).splitlines())) for name in ("say", "do")}
    return Guide(
        ours.code, ours.title, ours.when, lines["say"], lines["do"], own.avoid, ours.source, own=True
    )
