"""Where the pages of `sharing` live."""

from django.urls import path

from kingfisher.sharing.pages.agreement import agreement, agreements, end, sign
from kingfisher.sharing.pages.answer import answer, lines, not_known
from kingfisher.sharing.pages.ask import ask
from kingfisher.sharing.pages.decision import correct, decision, decisions, retract
from kingfisher.sharing.pages.disclose import disclose
from kingfisher.sharing.pages.disclosure import disclosure, print_disclosure, refusals
from kingfisher.sharing.pages.request import chase, request_shown, withdraw
from kingfisher.sharing.pages.requests import requests

app_name = "sharing"
urlpatterns = [
    path("sharing/requests", requests, name="requests"),
    path("sharing/ask", ask, name="ask"),
    path("sharing/requests/<uuid:request_id>", request_shown, name="request"),
    path("sharing/requests/<uuid:request_id>/answer", answer, name="answer"),
    path("sharing/requests/<uuid:request_id>/lines", lines, name="lines"),
    path("sharing/requests/<uuid:request_id>/not-known", not_known, name="not_known"),
    path("sharing/requests/<uuid:request_id>/chase", chase, name="chase"),
    path("sharing/requests/<uuid:request_id>/withdraw", withdraw, name="withdraw"),
    path("sharing/disclose", disclose, name="disclose"),
    path("sharing/decisions", decisions, name="decisions"),
    path("sharing/decisions/<uuid:decision_id>", decision, name="decision"),
    path("sharing/decisions/<uuid:decision_id>/correct", correct, name="correct"),
    path("sharing/decisions/<uuid:decision_id>/retract", retract, name="retract"),
    path("sharing/disclosures/<uuid:outline_id>", disclosure, name="disclosure"),
    path("sharing/disclosures/<uuid:outline_id>/print", print_disclosure, name="print_disclosure"),
    path("sharing/refusals", refusals, name="refusals"),
    path("sharing/agreements", agreements, name="agreements"),
    path("sharing/agreements/<uuid:agreement_id>", agreement, name="agreement"),
    path("sharing/agreements/<uuid:agreement_id>/sign", sign, name="sign"),
    path("sharing/agreements/<uuid:agreement_id>/end", end, name="end"),
]
