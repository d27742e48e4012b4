"""Every address that names a course or a session; one that is added tomorrow is walked tomorrow."""

from collections.abc import Iterator, Mapping

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

__all__ = ["addresses_of_a_course", "path_to"]

PREFIXES = ("", "care:", "dropout:", "instruments:", "people:", "security:", "tables:")


def addresses_of_a_course(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Each of them, wherever it is included."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses_of_a_course(one)
        elif {"session", "episode"} & set(one.pattern.converters):
            yield one


def path_to(one: URLPattern, known: Mapping[str, object]) -> str | None:
    """The address with rows that are known; nothing where it names a row that is not."""
    wanted = {name: known[name] for name in one.pattern.converters if name in known}
    if len(wanted) < len(one.pattern.converters):
        return None
    for prefix in PREFIXES:
        try:
            return reverse(prefix + str(one.name), kwargs=wanted)
        except NoReverseMatch:
            continue
    return None
