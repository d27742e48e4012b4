"""The tools that a service could choose among, each as a document with its sources."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gjenklang.core.instruments import Mark, Source

__all__ = ["Tool", "tools"]


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool in one language: what for, for whom, what is known and when it was read, and what it cannot do."""

    name: str
    instruments: tuple[str, ...]
    purpose: str
    whom: str
    evidence: str
    licence: str
    cannot: str
    minutes: str
    languages: str
    read: str
    sources: tuple[Source, ...]


def tools(language: str) -> tuple[Tool, ...]:
    """Every tool, by name, in a language (``nb`` when it has no other)."""
    return tuple(_tool(one, language) for one in _documents())


@cache
def _documents() -> tuple[Mapping[str, Any], ...]:
    folder = files("gjenklang.apps.instruments") / "tools"
    texts = [one.read_text("utf-8") for one in folder.iterdir() if one.name.endswith(".toml")]
    return tuple(sorted(map(tomllib.loads, texts), key=lambda one: str(one["name"]).lower()))


def _tool(document: Mapping[str, Any], language: str) -> Tool:
    words = document["language"].get(language, document["language"]["nb"])
    return Tool(
        name=document["name"],
        instruments=tuple(document["instruments"]),
        minutes=document["minutes"],
        languages=document["languages"],
        read=document["read"],
        sources=tuple(
            Source(one["text"], one.get("url", ""), Mark(one["mark"])) for one in document["sources"]
        ),
        **{name: words[name] for name in ("purpose", "whom", "evidence", "licence", "cannot")},
    )
