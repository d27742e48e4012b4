"""How long people stay and in which way they leave: curves, tests and models. Brings numpy and scipy."""

from gjenklang.core.dropout.staying.competing import (
    GrayTest,
    Incidence,
    IncidenceAt,
    gray_test,
    incidence,
    incidence_at,
)
from gjenklang.core.dropout.staying.hazard import HazardModel, fit_hazard
from gjenklang.core.dropout.staying.retention import (
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
from gjenklang.core.dropout.staying.subdistribution import FineGray, fine_gray

__all__ = [
    "AtTime",
    "FineGray",
    "GrayTest",
    "HazardModel",
    "Incidence",
    "IncidenceAt",
    "LogRank",
    "Median",
    "Retention",
    "Unfollowed",
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
