"""The index of change that ``gjenklang change`` takes from a mixed model over all times of a file."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gjenklang.cli.columns import Columns
from gjenklang.cli.pairing import score_numbers
from gjenklang.cli.table import BadInput
from gjenklang.core.change.files import Method, NotComputable
from gjenklang.core.trajectories.models import (
    Basis,
    Bend,
    Exact,
    Ratings,
    Unusable,
    fit_growth,
    own_slope_index,
    relative_slope_index,
)

__all__ = ["slope_index"]


def slope_index(table: Columns, given: Mapping[str, Any], ids: Sequence[str]) -> NDArray[np.float64]:
    """Return the index of the people named, from a model of everyone's ratings at all times.

    Raises
    ------
    BadInput
        A time that is no number, or a file that no mixed model can be fitted to.
    NotComputable
        When the slopes do not differ, or no model fits.
    """
    names = table.column(given["id_column"])
    time, score = table.numbers(given["when"]), score_numbers(table, given["score_column"])
    whole = np.isfinite(time) & np.isfinite(score)
    people, person = np.unique(np.array(names)[whole], return_inverse=True)
    try:
        ratings = Ratings.of(person, time[whole], score[whole])
        model = fit_growth(ratings, Basis(Bend.LINEAR))
    except Exact as why:
        raise NotComputable(f"{why}".rstrip(".") + f"; {given['method']} has no index.") from None
    except Unusable as wrong:
        raise BadInput(f"Method {given['method']}: {wrong}") from None
    index_of = own_slope_index if given["method"] == Method.HLM else relative_slope_index
    try:
        index = index_of(model, ratings)
    except Unusable as why:
        raise NotComputable(str(why)) from None
    return np.asarray(index[np.searchsorted(people, np.array(ids))])
