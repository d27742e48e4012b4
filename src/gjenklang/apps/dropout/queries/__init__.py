"""Read, the asker first."""

from gjenklang.apps.dropout.queries.beside import beside
from gjenklang.apps.dropout.queries.engagement import engagement
from gjenklang.apps.dropout.queries.measures import links_of

__all__ = ["beside", "engagement", "links_of"]
