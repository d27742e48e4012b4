"""The rules in words: what each is about, how it is set, and what has changed from one version to another."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gjenklang.apps.feedback.models import Kind, RuleVersion
from gjenklang.core.signals import Difference, Setting, TalkRule, differences, settings_of, talk_rules

__all__ = [
    "changes_in_words",
    "number_name",
    "numbers_in_words",
    "rule_title",
    "set_title",
    "title_of",
    "value_in_words",
]

#: What rules of one kind differ by, for those that share it.
APART = {
    "always-top": gettext_lazy("any form, at its very top"),
    "saw-tooth": gettext_lazy("up and down"),
    "same-again": gettext_lazy("the same again"),
}
#: The shipped sets; a service calls its own what it likes.
SETS = {
    "Gjenklang, our own choice": gettext_lazy("Gjenklang, our own choice"),
    "Gjenklang, few rules": gettext_lazy("Gjenklang, few rules"),
    "Checkpoints at rating 3 and 6, with the alerts of OpenFIT": gettext_lazy(
        "Checkpoints at rating 3 and 6, with the alerts of OpenFIT"
    ),
    "In the style of the rational method": gettext_lazy("In the style of the rational method"),
}
NUMBERS = {
    "first": gettext_lazy("from measure number"),
    "times": gettext_lazy("times in a row"),
    "value": gettext_lazy("limit"),
    "swing": gettext_lazy("swing"),
}


def title_of(name: str, kind: Kind) -> str:
    """What a rule of this name is about; rules that share a kind are told apart."""
    return f"{kind.label} ({APART[name]})" if name in APART else str(kind.label)


def rule_title(rule: TalkRule) -> str:
    """What a rule is about, in the words of its signal."""
    return title_of(rule.name, Kind(rule.about.value))


def number_name(name: str) -> str:
    """What a number of a rule is."""
    return str(NUMBERS.get(name, name))


def value_in_words(value: Decimal) -> str:
    """A number as the reader writes it, without a needless decimal."""
    whole = value == value.to_integral_value()
    return number_format(value, decimal_pos=0 if whole else 1)


def set_title(name: str) -> str:
    """What a set is called: a shipped one in the reader's language, another as the service wrote it."""
    return str(SETS.get(name, name))


def numbers_in_words(numbers: Mapping[str, Decimal]) -> str:
    """Every number of a rule as it is set; empty where it has none."""
    sentences = {
        "first": _("from measure number %(n)s"),
        "times": _("%(n)s times in a row"),
        "value": _("limit %(n)s"),
        "swing": _("swing of %(n)s"),
    }
    found = [sentences.get(name, name + " %(n)s") % {"n": value_in_words(n)} for name, n in numbers.items()]
    return ", ".join(found)


def changes_in_words(version: RuleVersion, before: RuleVersion | None) -> list[str]:
    """What a version changed from the one before it in the same place; from the document where it is the first."""
    changed = []
    document = talk_rules().get(version.base)
    titles = {one.name: rule_title(one) for one in document.rules} if document else {}
    shipped = settings_of(document) if document else {}
    if before and before.base != version.base:
        changed.append(
            _("The document is now %(code)s; it was %(before)s.")
            % {"code": version.base, "before": before.base}
        )
        was: dict[str, Setting] = dict(shipped)
    else:
        was = before.settings() if before else dict(shipped)
    changed += [_said(one, titles) for one in differences(was, version.settings())]
    old = before.budget if before else int(document.budget.value) if document else version.budget
    if old != version.budget:
        says = {"before": old, "after": version.budget}
        changed.append(_("Clients a week: %(after)s; it was %(before)s.") % says)
    return [*changed, *_silences(version, before, titles)]


def _said(one: Difference, titles: dict[str, str]) -> str:
    title = titles.get(one.rule, one.rule)
    if one.what == "on":
        return (_("«%(rule)s» speaks.") if one.after else _("«%(rule)s» does not speak.")) % {"rule": title}
    return _("«%(rule)s», %(what)s: %(after)s; it was %(before)s.") % {
        "rule": title,
        "what": number_name(one.what),
        "before": "–" if one.before is None else value_in_words(Decimal(one.before)),
        "after": "–" if one.after is None else value_in_words(Decimal(one.after)),
    }


def _silences(version: RuleVersion, before: RuleVersion | None, titles: dict[str, str]) -> Sequence[str]:
    was, now = before.silent if before else {}, version.silent
    said = [
        (
            _("«%(rule)s» is silent to %(day)s.")
            if last
            else _("«%(rule)s» is silent until someone lets it speak.")
        )
        % {
            "rule": titles.get(name, name),
            "day": date_format(date.fromisoformat(last), "DATE_FORMAT") if last else "",
        }
        for name, last in now.items()
        if name not in was or was[name] != last
    ]
    return said + [
        _("«%(rule)s» is silent no longer.") % {"rule": titles.get(name, name)}
        for name in was
        if name not in now
    ]
