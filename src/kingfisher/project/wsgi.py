"""What a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
application = get_wsgi_application()

from kingfisher.project.warming import warm  # noqa: E402 - settings must be read first

warm()
