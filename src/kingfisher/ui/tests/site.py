"""The least of a site that can show the gallery, so that these tests need no database and no room."""

import os
from pathlib import Path

from django.urls import path

from kingfisher.ui.gallery import gallery, paper_gallery, public_gallery

UI = Path(__file__).resolve().parent.parent
# Laid there by the launcher; the variable is for trying pages out without it.
VENDOR = Path(os.environ.get("KINGFISHER_VENDOR") or UI.parents[2] / "var" / "vendor")

SECRET_KEY = "only for tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = __name__
INSTALLED_APPS = ["django.contrib.staticfiles", "django.contrib.messages", "django_htmx"]
MIDDLEWARE = []
DATABASES = {}
USE_TZ = True
TIME_ZONE = "Europe/London"
STATIC_URL = "/static/"
STATICFILES_DIRS = [UI / "static", *([("vendor", VENDOR)] if VENDOR.is_dir() else [])]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "OPTIONS": {
            "environment": "kingfisher.ui.jinja.environment",
            "context_processors": ["kingfisher.ui.context.frame"],
        },
    }
]
urlpatterns = [
    path("gallery", gallery),
    path("gallery/public", public_gallery),
    path("gallery/paper", paper_gallery),
]
