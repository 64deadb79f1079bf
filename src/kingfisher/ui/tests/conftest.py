"""These tests show pages through the least of a site (`site.py`): no database, no other room."""

import pytest
from django.test import Client, RequestFactory

from kingfisher.ui.tests import site


@pytest.fixture(autouse=True)
def little_site(settings):
    """Only what the gallery needs, whatever the project's own settings say."""
    settings.ROOT_URLCONF = "kingfisher.ui.tests.site"
    settings.MIDDLEWARE = []
    settings.TEMPLATES = site.TEMPLATES
    settings.STATICFILES_DIRS = site.STATICFILES_DIRS
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.ALLOWED_HOSTS = ["*"]
    settings.PARTNERSHIP = "Saltmere Safeguarding Partnership"


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def request_factory() -> RequestFactory:
    return RequestFactory()
