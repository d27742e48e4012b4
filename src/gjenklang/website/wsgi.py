"""The way in for a web server."""

import gc
import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from gjenklang.website import configuration
from gjenklang.website.answering import Answering, two_ways_in

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gjenklang.website.settings")

unsafe = configuration.problems(configuration.read())
if unsafe:
    raise ImproperlyConfigured(" ".join(unsafe))

whole = get_wsgi_application()
application = two_ways_in(whole, Answering())

# Every page is loaded now, not while the first who asks is waiting. It lives as long as the worker, so that the
# collector need not look at it again with every answer.
get_resolver().url_patterns  # noqa: B018 - a cached property that reads the addresses and all views behind them
gc.collect()
gc.freeze()
