"""Where a score lies: on which side of a cut-off, in which band."""

from decimal import Decimal

from gjenklang.core.instruments import Band, Better, Boundary, CutOff, Instrument

__all__ = ["band", "below_cut_off", "on_clinical_side", "to_steps"]


def to_steps(value: Decimal, step: Decimal) -> int:
    """Turn a value in units into whole steps, exactly.

    Raises
    ------
    ValueError
        When the value is not a whole number of steps.

    Examples
    --------
    >>> to_steps(Decimal("24.9"), Decimal("0.1"))
    249
    """
    steps = value / step
    if not value.is_finite() or steps != steps.to_integral_value():
        raise ValueError(f"{value} is not a whole number of steps of {step}.")
    return int(steps)


def below_cut_off(cut_off: CutOff, steps: int) -> bool:
    """Tell whether a score counts as numerically below a cut-off, by the boundary the cut-off states.

    Examples
    --------
    >>> from gjenklang.core import instruments
    >>> ors = instruments.instrument("ors")
    >>> adult = dict(age=40, rater=instruments.RaterKind.SELF)
    >>> below_cut_off(instruments.cut_off(ors, rule_set="miller", **adult), 250)
    False
    >>> below_cut_off(instruments.cut_off(ors, rule_set="duncan", **adult), 250)
    True
    """
    return steps < cut_off.value or (steps == cut_off.value and cut_off.boundary is Boundary.AT_IS_BELOW)


def on_clinical_side(cut_off: CutOff, steps: int, better: Better) -> bool:
    """Tell whether a score is on the worse side: below when higher is better, otherwise not below.

    Examples
    --------
    >>> from gjenklang.core import instruments
    >>> phq9 = instruments.instrument("phq9")
    >>> limit = instruments.cut_off(phq9, age=40, rater=instruments.RaterKind.SELF, rule_set="kroenke-2001")
    >>> on_clinical_side(limit, 10, phq9.better)
    True
    """
    return below_cut_off(cut_off, steps) is (better is Better.HIGHER)


def band(
    instrument: Instrument, steps: int, *, rule_set: str | None = None, scale: str = "total"
) -> Band | None:
    """Return the severity band of a score, or None when the form has no bands of that rule set.

    Parameters
    ----------
    instrument : Instrument
    steps : int
        The scale's sum in whole steps.
    rule_set : str, optional
        The name of the bands; when left out, the form's first.
    scale : str

    Examples
    --------
    >>> from gjenklang.core.instruments import instrument
    >>> band(instrument("phq9"), 15, rule_set="kroenke-2001").name
    'moderately-severe'
    """
    for bands in instrument.bands:
        if bands.scale == scale and rule_set in {None, bands.rule_set}:
            return next((one for one in bands.bands if one.lowest <= steps <= one.highest), None)
    return None
