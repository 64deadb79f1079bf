"""Where the pages of `documents` live."""

from django.urls import path

from kingfisher.documents.pages.open import open_file

app_name = "documents"
urlpatterns = [path("documents/<uuid:document_id>", open_file, name="open")]
