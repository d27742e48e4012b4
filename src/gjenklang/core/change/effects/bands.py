"""Each person's change in standard deviations, counted in named bands."""

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from gjenklang.core.change.effects.effect import NoEffect
from gjenklang.core.change.files.pairs import Numbers, Pairs, decimal_difference
from gjenklang.core.instruments import Better
from gjenklang.core.numerics import Share, wilson

__all__ = ["BAND_SETS", "BandSet", "band_shares", "bands_of"]

#: Doubles that are nearer than this share of their size are the same on paper.
_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class BandSet:
    """Names of bands from the best to the worst, and the least effect of each but the last; that least is included.

    Attributes
    ----------
    names : tuple of str
    limits : tuple of float
        In standard deviations, falling; one fewer than the names.
    source, mark : str
        Where the limits come from, and how well that is known.
    """

    names: tuple[str, ...]
    limits: tuple[float, ...]
    source: str
    mark: str


#: The limits are OpenFIT's; the names are ours, because its own say more than an effect size can.
BAND_SETS = {
    "openfit": BandSet(
        ("much-better", "better", "about-the-same", "worse", "much-worse"),
        (0.8, 0.5, -0.5, -0.8),
        "OpenFIT, support article 204000074613",
        "C for 0.8, 0.5 and -0.5; X for -0.8, which mirrors 0.8: the lower bands were cut off where we read it",
    ),
    "openfit-three": BandSet(
        ("better", "about-the-same", "worse"),
        (0.8, -0.8),
        "OpenFIT, older article KA-01031",
        "C; on which side -0.8 itself counts is ours: about the same",
    ),
}


def bands_of(pairs: Pairs, better: Better, sd: float, bands: BandSet) -> NDArray[np.int64]:
    """Return the band of each person, counted from the best as 0, shape (n,).

    The effect is ``(post - pre) / sd`` towards better; a band holds its least and not its most, as published, so
    exactly -0.5 is about the same. Differences are taken as on paper.

    Parameters
    ----------
    pairs : Pairs
    better : Better
    sd : float
        In units, above 0: of the first scores, or of a named norm (the one used belongs in the report).
    bands : BandSet

    Raises
    ------
    NoEffect
        When the SD is not above 0.

    Notes
    -----
    OpenFIT's own effect is the actual minus the *expected* last score, by the same SD; this one is the plain change.
    Measurement error is not asked about: with a retest correlation of .80 noise alone gains half an SD in 21 %.

    References
    ----------
    OpenFIT support article 204000074613, as ``measures.md`` §2.2 reports it.

    Examples
    --------
    >>> pairs = Pairs(np.array([10.0, 10.0, 10.0]), np.array([16.2, 10.0, 3.0]))
    >>> [BAND_SETS["openfit"].names[one] for one in bands_of(pairs, Better.HIGHER, 7.75, BAND_SETS["openfit"])]
    ['much-better', 'about-the-same', 'much-worse']
    """
    if not (isfinite(sd) and sd > 0):
        raise NoEffect(f"the SD is {sd:g}, so no effect size exists.")
    gain = decimal_difference(pairs.post, pairs.pre) * (1 if better is Better.HIGHER else -1)
    band: NDArray[np.int64] = np.sum([~_at_least(gain, limit * sd) for limit in bands.limits], axis=0)
    return band


def _at_least(gain: Numbers, least: float) -> NDArray[np.bool_]:
    return gain >= least - _SAME * abs(least)


def band_shares(
    pairs: Pairs, better: Better, sd: float, bands: BandSet, confidence: float = 0.95
) -> dict[str, Share]:
    """Return how many people are in each band, with Wilson's interval; parameters as for :func:`bands_of`.

    Raises
    ------
    NoEffect
        As :func:`bands_of`.

    References
    ----------
    Wilson 1927, doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> pairs = Pairs(np.array([10.0, 10.0, 10.0]), np.array([16.2, 10.0, 3.0]))
    >>> [share.count for share in band_shares(pairs, Better.HIGHER, 7.75, BAND_SETS["openfit-three"]).values()]
    [1, 1, 1]
    """
    counts = np.bincount(bands_of(pairs, better, sd, bands), minlength=len(bands.names))
    return {
        name: wilson(int(count), len(pairs), confidence)
        for name, count in zip(bands.names, counts, strict=True)
    }
