"""Where assurance lives: agencies about themselves, audits of cases, looks from outside, packs."""

from django.urls import path

from kingfisher.assurance.pages.answering import answering, standard
from kingfisher.assurance.pages.audit import audit
from kingfisher.assurance.pages.audits import audits
from kingfisher.assurance.pages.case import case
from kingfisher.assurance.pages.invited import invited, invited_standard
from kingfisher.assurance.pages.look import look
from kingfisher.assurance.pages.looks import looks
from kingfisher.assurance.pages.pack import download, pack, sheet
from kingfisher.assurance.pages.packs import packs
from kingfisher.assurance.pages.response import response
from kingfisher.assurance.pages.round import round
from kingfisher.assurance.pages.rounds import rounds

app_name = "assurance"
urlpatterns = [
    path("self-assessment/<str:token>", invited, name="invited"),
    path("self-assessment/<str:token>/<slug:code>", invited_standard, name="invited_standard"),
    path("assurance/self-assessments", rounds, name="rounds"),
    path("assurance/self-assessments/<uuid:round_id>", round, name="round"),
    path("assurance/returns/<uuid:return_id>", answering, name="answering"),
    path("assurance/returns/<uuid:return_id>/<slug:code>", standard, name="standard"),
    path("assurance/audits", audits, name="audits"),
    path("assurance/audits/<uuid:audit_id>", audit, name="audit"),
    path("assurance/cases/<uuid:case_id>", case, name="case"),
    path("assurance/looks", looks, name="looks"),
    path("assurance/looks/<uuid:look_id>", look, name="look"),
    path("assurance/packs", packs, name="packs"),
    path("assurance/packs/<uuid:pack_id>", pack, name="pack"),
    path("assurance/packs/<uuid:pack_id>/all", download, name="download"),
    path("assurance/packs/<uuid:pack_id>/<slug:code>", sheet, name="sheet"),
    path("assurance/responses/<uuid:response_id>", response, name="response"),
]
