"""The way in for a web server."""

import gc
import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from gjenklang.website import configuration
from gjenklang.website.answering import Answering, two_ways_in

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gjenklang.website.settings")

unsafe = configuration.problems(configuration.read())
if unsafe:
    raise ImproperlyConfigured(" ".join(unsafe))

whole = get_wsgi_application()
application = two_ways_in(whole, Answering())

# What is loaded now lives as long as the worker: the collector need not look at it again with every answer.
gc.collect()
gc.freeze()
