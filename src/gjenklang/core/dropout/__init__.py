"""Who stays and who leaves: retention, endings that compete, and end-points of trials (``dropout.endpoints``)."""

from gjenklang.core.dropout.competing import (
    GrayTest,
    Incidence,
    IncidenceAt,
    gray_test,
    incidence,
    incidence_at,
)
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
    "AtTime",
    "FineGray",
    "GrayTest",
    "Incidence",
    "IncidenceAt",
    "LogRank",
    "Median",
    "Retention",
    "Unfollowed",
    "fine_gray",
    "gray_test",
    "incidence",
    "incidence_at",
    "log_rank",
    "retention",
    "retention_at",
    "retention_median",
]
