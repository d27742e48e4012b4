"""Every choice of a rule for a file, and what makes the choices agree."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from gjenklang.core.change.clinical import Criterion
from gjenklang.core.instruments import Better, Boundary, Edge

__all__ = ["CUT_OFFS", "METHODS", "SHARES", "SLOPES", "FileRule", "Method", "WrongRule"]

#: Beyond these no score lies, and sums of squares lose their digits.
_LEAST, _LARGEST = 1e-9, 1e9


class WrongRule(ValueError):  # noqa: N818 — the house names what went wrong
    """Choices that do not go together; the sentence says which."""


class Method(StrEnum):
    """How change is judged; ``FIXED`` is a given number of points.

    ``PERCENTAGE`` and ``MID`` (a minimal important difference) ask how large a change is, with a limit for each way.
    ``CUTOFF`` asks which way a cut-off was passed, ``CUTOFF_HA`` the same of HA's true scores. Of these four only the
    last asks about measurement error.

    The two of the mixed model take each person's index from :mod:`gjenklang.core.trajectories.models.slopes`, which
    stands above this part; they need no reliability.
    """

    JT = "jt"
    GLN = "gln"
    HLL = "hll"
    EN = "en"
    NK = "nk"
    HA = "ha"
    HLM = "hlm"
    HLM_RELATIVE = "hlm-relative"
    PERCENTAGE = "percentage"
    MID = "mid"
    CUTOFF = "cutoff"
    CUTOFF_HA = "cutoff-ha"
    FIXED = "fixed"


#: The methods that ask which way a cut-off was passed, and nothing else.
CUT_OFFS = frozenset({Method.CUTOFF, Method.CUTOFF_HA})
#: The methods with a least change each way.
SHARES = frozenset({Method.PERCENTAGE, Method.MID})
#: The methods whose index is made from a mixed model over all times.
SLOPES = frozenset({Method.HLM, Method.HLM_RELATIVE})
METHODS = tuple(method.value for method in Method if method is not Method.FIXED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRule:
    """The choices of one analysis of a file.

    Attributes
    ----------
    method : Method
    better : Better
    reliability, reliability_post : float or None
        From 0 to 1; the second, for NK only, is the same as the first when None.
    sd : float or None
        The standard deviation of the measurement error; the first scores' own when None.
    fixed : float or None
        The reliable change in points, for ``Method.FIXED``.
    least, least_worse : float or None
        The change that is enough, for better and for worse (the same when None): points for ``Method.MID``, a share of
        the first score for ``Method.PERCENTAGE``.
    confidence : float
        Two-sided; HA takes it one-sided, as published.
    edge : Edge or None
        None is the method's own: strict, inclusive for a fixed number, a percentage and a minimal important difference.
    cut_off : float or None
        A given cut-off; otherwise ``criterion`` makes one from the first scores and the functional numbers.
    criterion : Criterion or None
    functional_mean, functional_sd : float or None
    at_cut_off : Boundary
        On which side a score exactly at the cut-off counts; neither, as in Claus, Wager & Bonnet 2024.
    needs_clinical_start : bool
        Whether *recovered* asks for a start on the clinical side.
    """

    method: Method
    better: Better
    reliability: float | None = None
    reliability_post: float | None = None
    sd: float | None = None
    fixed: float | None = None
    least: float | None = None
    least_worse: float | None = None
    confidence: float = 0.95
    edge: Edge | None = None
    cut_off: float | None = None
    criterion: Criterion | None = None
    functional_mean: float | None = None
    functional_sd: float | None = None
    at_cut_off: Boundary = Boundary.AT_IS_NEITHER
    needs_clinical_start: bool = True

    def __post_init__(self) -> None:
        _check_numbers(self)
        _check_method(self)
        _check_least(self)
        _check_cut_off(self)

    @property
    def edge_used(self) -> Edge:
        """The edge as chosen, or the method's own."""
        return self.edge or (Edge.INCLUSIVE if self.method in SHARES | {Method.FIXED} else Edge.STRICT)

    @property
    def has_cut_off(self) -> bool:
        """Whether the rule asks which side of a cut-off a score is on."""
        return self.cut_off is not None or self.criterion is not None


def _check_numbers(rule: FileRule) -> None:
    for name, value in (("reliability", rule.reliability), ("reliability-post", rule.reliability_post)):
        if value is not None and not 0 <= value <= 1:
            raise WrongRule(f"{name} must be from 0 to 1, not {value}.")
    above_nought = (
        ("sd", rule.sd),
        ("rci", rule.fixed),
        ("functional-sd", rule.functional_sd),
        ("the least change", rule.least),
        ("the least change for worse", rule.least_worse),
    )
    for name, value in above_nought:
        _check_above_nought(name, value)
    for name, value in (("cutoff", rule.cut_off), ("functional-mean", rule.functional_mean)):
        _check_finite(name, value)
    if not 0 < rule.confidence < 1:
        raise WrongRule(f"confidence must be between 0 and 1, not {rule.confidence}.")


def _check_above_nought(name: str, value: float | None) -> None:
    if value is None:
        return
    if not (isfinite(value) and value > 0):
        raise WrongRule(f"{name} must be above 0, not {value}.")
    if not _LEAST <= value <= _LARGEST:
        raise WrongRule(f"{name} must be from {_LEAST:g} to {_LARGEST:g}, not {value}.")


def _check_finite(name: str, value: float | None) -> None:
    if value is None:
        return
    if not isfinite(value):
        raise WrongRule(f"{name} must be a finite number, not {value}.")
    if abs(value) > _LARGEST:
        raise WrongRule(f"{name} must be from {-_LARGEST:g} to {_LARGEST:g}, not {value}.")


def _check_method(rule: FileRule) -> None:
    if (rule.method is Method.FIXED) != (rule.fixed is not None) or (
        rule.fixed is not None and (rule.reliability, rule.sd) != (None, None)
    ):
        raise WrongRule("give either a reliability (with or without sd) or a fixed rci, not both.")
    if rule.method in SLOPES and (rule.reliability, rule.sd) != (None, None):
        raise WrongRule(
            f"method {rule.method} takes its error from the mixed model: leave reliability and sd out."
        )
    plain = SHARES | {Method.CUTOFF}
    if rule.method in plain and (rule.reliability, rule.sd) != (None, None):
        raise WrongRule(f"method {rule.method} asks for no measurement error: leave reliability and sd out.")
    if rule.method not in SLOPES | plain | {Method.FIXED} and rule.reliability is None:
        raise WrongRule(f"method {rule.method} needs a reliability, or give a fixed rci.")
    if rule.reliability == 1:
        raise WrongRule("reliability 1 leaves no measurement error, so no change index exists.")
    if rule.reliability_post is not None and rule.method is not Method.NK:
        raise WrongRule("reliability-post belongs to method nk only.")


def _check_least(rule: FileRule) -> None:
    if rule.method in SHARES and rule.least is None:
        raise WrongRule(f"method {rule.method} needs the least change that counts.")
    if rule.method not in SHARES and (rule.least, rule.least_worse) != (None, None):
        raise WrongRule(f"method {rule.method} takes no least change: that is for percentage and mid.")
    if rule.method is Method.PERCENTAGE and rule.has_cut_off:
        raise WrongRule("method percentage takes no cut-off.")
    if rule.method in CUT_OFFS and not rule.has_cut_off:
        raise WrongRule(f"method {rule.method} needs a cutoff or a criterion.")


def _check_cut_off(rule: FileRule) -> None:
    if rule.cut_off is not None and rule.criterion is not None:
        raise WrongRule("give either a cutoff or a criterion, not both.")
    needed = {
        Criterion.A: (),
        Criterion.B: (rule.functional_mean, rule.functional_sd),
        Criterion.B_CLINICAL: (rule.functional_mean,),
        Criterion.C: (rule.functional_mean, rule.functional_sd),
    }
    if rule.criterion is not None and None in needed[rule.criterion]:
        raise WrongRule(f"criterion {rule.criterion} needs functional-mean and functional-sd.")
