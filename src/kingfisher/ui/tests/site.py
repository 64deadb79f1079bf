"""The least of a site that can show the gallery, so that this room's tests need no database and no other room."""

import os

from django.urls import path

from kingfisher.ui.gallery import gallery, paper_gallery, public_gallery

SECRET_KEY = "only for tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = __name__
INSTALLED_APPS = ["django.contrib.staticfiles", "django.contrib.messages", "django_htmx", "kingfisher.ui"]
MIDDLEWARE = []
DATABASES = {}
USE_TZ = True
TIME_ZONE = "Europe/London"
STATIC_URL = "/static/"
STATICFILES_DIRS = [os.environ["KINGFISHER_VENDOR"]] if os.environ.get("KINGFISHER_VENDOR") else []
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
