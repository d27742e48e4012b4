"""The way in for a web server."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from gjenklang.website import configuration

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gjenklang.website.settings")

unsafe = configuration.problems(configuration.read())
if unsafe:
    raise ImproperlyConfigured(" ".join(unsafe))

application = get_wsgi_application()
