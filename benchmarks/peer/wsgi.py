"""The door for the same web server that serves us."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.peer.settings")

application = get_wsgi_application()
