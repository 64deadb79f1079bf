"""Where the pages of `access` live."""

from django.urls import path

from kingfisher.access.pages.purpose import purpose
from kingfisher.access.pages.sign_in import sign_in, sign_out, take_place
from kingfisher.access.pages.token import token
from kingfisher.access.pages.who_can_see import who_can_see

app_name = "access"
urlpatterns = [
    path("sign-in", sign_in, name="sign_in"),
    path("sign-out", sign_out, name="sign_out"),
    path("access/place", take_place, name="take_place"),
    path("access/purpose", purpose, name="purpose"),
    path("api/v1/token", token, name="token"),
    path("access/folder/<uuid:folder_id>", who_can_see, name="who_can_see"),
]
