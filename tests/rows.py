"""A row of ours for every name that an address may hold, and every address with its rows."""

from datetime import time

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from cast import Cast, a_code, a_matter, a_safety_notice, a_sheet, follow_dana, receiver_of
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.models import OwnNote
from gjenklang.apps.dropout import actions as dropout
from gjenklang.apps.dropout.actions.local import Asked
from gjenklang.apps.dropout.models import LocalChecklist, Milestone, Outreach, Tried
from gjenklang.apps.feedback import actions as feedback
from gjenklang.apps.feedback.actions import bring
from gjenklang.apps.feedback.models import AgendaItem, Agreed, Brought, ExpectedModel, Marked, Theory, Wish
from gjenklang.apps.feedback.models.agreed import What, Whose
from gjenklang.apps.instruments.actions import name_receiver, register_licence
from gjenklang.apps.instruments.models import Licence
from gjenklang.apps.integration.tables.actions import keep_upload
from gjenklang.apps.integration.tables.reading import read
from gjenklang.apps.own import actions as own
from gjenklang.apps.people.actions import appoint_substitute

__all__ = ["PREFIXES", "a_full_course", "addresses", "of_ours", "path_of"]


def of_ours(cast: Cast) -> dict[str, object]:
    """A row of ours for every name that an address may hold besides a course, a session and a secret."""
    here, day = cast.here, timezone.localdate()
    alice, heidi, staff = here.actor("alice"), here.actor("heidi"), here.staff
    checklist, tried = LocalChecklist(), Tried(factor="age", words="Kort")
    dropout.build_local(
        by=heidi, checklist=checklist, asked=Asked("Vår", [("Ja?", "choice")], [1], [here.ours])
    )
    dropout.note_tried(by=alice, tried=tried)
    lasting = {
        "since": day,
        "until": day,
        "calls": "Dani",
        "scope": "alt",
        "task": "ringe",
        "when_bad": "112",
    }
    of_dana = {"episode": here.episode, "client": here.dana}
    asked = Outreach(**of_dana, **lasting)
    days = {"absent": staff["carol"], "substitute": staff["bob"], "since": day, "until": day}
    return {
        "unit": here.ours,
        "staff": staff["carol"],
        "post": staff["carol"].posts.first(),
        "substitution": appoint_substitute(by=heidi.who, **days),
        "upload": keep_upload(by=alice, name="a.csv", table=read("a.csv", b"id,bdi\n1,7\n")),
        "outreach": dropout.ask_peer(by=alice, outreach=asked, peer=staff["peggy"]),
        "checklist": checklist,
        "tried": tried,
        "licence": register_licence(by=heidi.who, licence=Licence(instrument="ors", holder="X", since=day)),
        "receiver": name_receiver(by=heidi, receiver=receiver_of(here)),
        "brought": bring(by=alice, brought=Brought(episode=here.episode, client=here.dana)),
        "notice": a_safety_notice(here),
        "sheet": a_sheet(here),
        "matter": a_matter(here),
        "rater": here.mother,
        "ticket": a_code(here),
        "deletion": own.ask_deletion(
            by=alice.who, client=here.dana, episode=here.episode, words="Slett det fra mai."
        ),
        "measure": dropout.name_measure(by=heidi, name="Avtalekort"),
        "version": feedback.choose_rules(by=heidi, unit=None, code="gjenklang-few", why="rolig start"),
        "wish": feedback.wish_for_another(by=alice, wish=Wish(asked=day, due=day, **of_dana)),
        "model": feedback.take_in(
            by=heidi, model=ExpectedModel(instrument="ors", n=9, fitted=day, document={}, counted_in="weeks")
        ),
    }


def a_full_course(cast: Cast) -> dict[str, object]:
    """Dana's course with something of every kind in it: a row for every name that an address of it may hold."""
    here, day = cast.here, timezone.localdate()
    alice, whose = here.actor("alice"), {"episode": here.episode, "client": here.dana}
    follow_dana(here)
    for idea in Whose:
        kept = Agreed(words="x", why="x", plan="x", since=day, whose=idea, what=list(What), **whose)
        agreed = feedback.note_agreed(by=alice, agreed=kept)
    mark = feedback.mark(by=alice, marked=Marked(kind="words", words="x", since=day, **whose))
    feedback.write_theory(by=alice, theory=Theory(said='{"cause": "x"}', **whose))
    items = [AgendaItem(kind=kind, words="x", session=here.session, **whose) for kind in ("client", "agreed")]
    item = feedback.make_agenda(by=alice, items=items)[0]
    care.write_note(by=alice.who, note=OwnNote(episode=here.episode, client=here.dana, words="x"))
    milestone = Milestone(day=day, clock=time(10), **whose)
    dropout.plan_milestone(by=alice, milestone=milestone)
    more = {"milestone": milestone.pk, "agreed": agreed.thread, "mark": mark.pk, "item": item.pk}
    return (
        of_ours(cast)
        | more
        | {"episode": here.episode.pk, "session": here.session.pk, "client": here.dana.pk}
    )


def addresses(resolver: URLResolver | None = None) -> list[URLPattern]:
    """Every address of the house; one that is added tomorrow is walked tomorrow."""
    found = []
    for one in (resolver or get_resolver()).url_patterns:
        found += addresses(one) if isinstance(one, URLResolver) else [one]
    return found


PREFIXES = (
    "",
    "care:",
    "dropout:",
    "instruments:",
    "inviting:",
    "own:",
    "paper:",
    "people:",
    "security:",
    "tables:",
)


def path_of(one: URLPattern, known: dict[str, object]) -> str | None:
    """The path of an address with the keys of these rows, if it has a path of that name."""
    for prefix in PREFIXES:
        try:
            return reverse(
                prefix + str(one.name), kwargs={name: known[name] for name in one.pattern.converters}
            )
        except NoReverseMatch:
            continue
    return None
