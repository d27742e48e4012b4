"""A local model in words: how it was judged, and which factors it weighs in one course; never a chance of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout.models import LocalModel
from gjenklang.apps.dropout.queries.landmarks import landmark_of, model_on
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.rounding import rounded

__all__ = ["JudgedInWords", "factors_weighed", "judged_in_words"]

FACTORS = {
    "missed": gettext_lazy("sessions not come to"),
    "cancelled": gettext_lazy("sessions cancelled by the client"),
    "gap": gettext_lazy("days since the last session"),
    "alliance": gettext_lazy("the mark on the work together"),
    "change": gettext_lazy("change since the start"),
    "young": gettext_lazy("young in age"),
    "cognition": gettext_lazy("memory, attention or planning"),
    "personality": gettext_lazy("trust, feelings or close relationships"),
}
GROUPS = {"young": gettext_lazy("young"), "not young": gettext_lazy("not young")}


@dataclass(frozen=True, slots=True)
class JudgedInWords:
    """The page of one judged model: rows of name and figure, factors, groups, and Cox's model beside it."""

    judged: tuple[tuple[str, str], ...]
    factors: tuple[tuple[str, str, str], ...]
    left_out: tuple[str, ...]
    groups: tuple[tuple[str, int, str], ...]
    cox: tuple[tuple[str, str, str, str], ...]
    worse_than_base: bool


def _two(value: float | None) -> str:
    return "–" if value is None else rounded(value, 2)


def _three(value: float | None) -> str:
    return "–" if value is None else rounded(value, 3)


def _span(low: float, high: float) -> str:
    return _("%(low)s to %(high)s") % {"low": _two(low), "high": _two(high)}


def judged_in_words(model: LocalModel | None) -> JudgedInWords | None:
    """Put how a model was judged into words; ``None`` when it has not been."""
    if model is None or "judged" not in model.figures:
        return None
    figures = model.figures
    judged = figures["judged"]
    groups = [
        (str(GROUPS.get(one["name"], one["name"])), one["n"], _two(one["auc"])) for one in judged["groups"]
    ]
    cox = [
        (
            str(FACTORS[one["name"]]),
            _two(one["hazard_ratio"]),
            _span(one["low"], one["high"]),
            _three(one["check_p"]),
        )
        for one in figures["cox"] or []
    ]
    return JudgedInWords(
        judged=_rows(judged),
        factors=tuple(
            (str(FACTORS[one["name"]]), _two(one["log_odds"]), _span(one["low"], one["high"]))
            for one in figures["factors"]
        ),
        left_out=tuple(str(FACTORS[name]) for name in figures["left_out"]),
        groups=tuple(groups),
        cox=tuple(cox),
        worse_than_base=judged["brier"] >= judged["brier_base"] or judged["auc_low"] <= 0.5,
    )


def _rows(judged: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    many = {"n": judged["n"], "count": judged["broken_off"], "day": judged["fitted_until"]}
    ppv = {"ppv": _two(judged["ppv"]), "base": _two(judged["base_rate"])}
    area = {"auc": _two(judged["auc"]), "span": _span(judged["auc_low"], judged["auc_high"])}
    pairs = {
        _("Brier's score, and that of the base rate alone"): (
            _three(judged["brier"]),
            _three(judged["brier_base"]),
        ),
        _("Calibration: slope and intercept (1 and 0 are right)"): (
            _two(judged["slope"]),
            _two(judged["intercept"]),
        ),
        _("Sensitivity and specificity"): (_two(judged["sensitivity"]), _two(judged["specificity"])),
    }
    return (
        (
            _("Judged on"),
            _("%(n)s newer courses, %(count)s broken off; fitted on those begun by %(day)s") % many,
        ),
        (_("Area under the curve"), _("%(auc)s (95 %% %(span)s, bootstrap)") % area),
        *((name, " / ".join(pair)) for name, pair in pairs.items()),
        (
            _("Of those it points out, how many broke off"),
            _("%(ppv)s, against %(base)s of everyone: most of those pointed out may stay") % ppv,
        ),
    )


def factors_weighed(by: Actor, episode: Episode) -> tuple[str, ...] | None:
    """The factors of a course that the model that is switched on weighs; ``None`` when none is on or it is too early.

    Those whose interval leaves out nought, and that stand on the heavier side of the middle here.
    """
    model = model_on(by)
    at = landmark_of(by, episode) if model else None
    if model is None or at is None:
        return None
    heavy = []
    for one in model.figures["factors"]:
        value = at.factors[one["name"]]
        if value is None or one["low"] <= 0 <= one["high"]:
            continue
        if (value - one["centre"]) * one["log_odds"] > 0:
            heavy.append(str(FACTORS[one["name"]]))
    return tuple(heavy)
