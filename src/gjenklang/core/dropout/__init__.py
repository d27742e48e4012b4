"""Who stays and who leaves: retention, endings that compete, and end-points of trials (``dropout.endpoints``)."""

from gjenklang.core.dropout.competing import (
    GrayTest,
    Incidence,
    IncidenceAt,
    gray_test,
    incidence,
    incidence_at,
)
from gjenklang.core.dropout.definitions import (
    DEFINITIONS,
    ClosedEpisode,
    Definition,
    Rate,
    Reason,
    drop_out_rates,
)
from gjenklang.core.dropout.hazard import HazardModel, fit_hazard
from gjenklang.core.dropout.retention import (
    AtTime,
    LogRank,
    Median,
    Retention,
    Unfollowed,
    log_rank,
    retention,
    retention_at,
    retention_median,
)
from gjenklang.core.dropout.subdistribution import FineGray, fine_gray

__all__ = [
    "DEFINITIONS",
    "AtTime",
    "ClosedEpisode",
    "Definition",
    "FineGray",
    "GrayTest",
    "HazardModel",
    "Incidence",
    "IncidenceAt",
    "LogRank",
    "Median",
    "Rate",
    "Reason",
    "Retention",
    "Unfollowed",
    "drop_out_rates",
    "fine_gray",
    "fit_hazard",
    "gray_test",
    "incidence",
    "incidence_at",
    "log_rank",
    "retention",
    "retention_at",
    "retention_median",
]
