"""Where the pages of `accounts` live."""

from django.urls import path

from kingfisher.accounts.pages.account import account, again, new_codes, new_password, sign_out_there, take_away
from kingfisher.accounts.pages.adding import add_app, add_passkey
from kingfisher.accounts.pages.link import forgotten, link
from kingfisher.accounts.pages.second import second, set_up
from kingfisher.accounts.pages.sign_in import sign_in, sign_out, take_place
from kingfisher.accounts.pages.single import single, single_back
from kingfisher.accounts.pages.single_set_up import single_set_up
from kingfisher.accounts.pages.systems import systems
from kingfisher.accounts.pages.teams import teams
from kingfisher.accounts.pages.worker import worker
from kingfisher.accounts.pages.workers import add, workers

app_name = "accounts"
urlpatterns = [
    path("sign-in", sign_in, name="sign_in"),
    path("sign-in/second", second, name="second"),
    path("sign-in/set-up", set_up, name="set_up"),
    path("sign-in/link/<str:token>", link, name="link"),
    path("sign-in/forgotten", forgotten, name="forgotten"),
    path("sign-in/with/<slug:agency>", single, name="single"),
    path("sign-in/with/<slug:agency>/back", single_back, name="single_back"),
    path("sign-in/place", take_place, name="take_place"),
    path("sign-out", sign_out, name="sign_out"),
    path("account", account, name="account"),
    path("account/again/<uuid:form_id>", again, name="again"),
    path("account/devices/out", sign_out_there, name="sign_out_there"),
    path("account/factors/app", add_app, name="add_app"),
    path("account/factors/passkey", add_passkey, name="add_passkey"),
    path("account/factors/codes", new_codes, name="new_codes"),
    path("account/factors/away", take_away, name="take_away"),
    path("account/password", new_password, name="new_password"),
    path("workers", workers, name="workers"),
    path("workers/add", add, name="add"),
    path("workers/teams", teams, name="teams"),
    path("workers/<uuid:worker_id>", worker, name="worker"),
    path("systems", systems, name="systems"),
    path("single-sign-on", single_set_up, name="single_set_up"),
]
