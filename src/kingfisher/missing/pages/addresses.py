"""Where the pages about missing children live."""

from django.urls import path

from kingfisher.missing.pages.board import board, board_rows
from kingfisher.missing.pages.card import cards, print_profile, profile, release, write_profile
from kingfisher.missing.pages.child import child
from kingfisher.missing.pages.episode import episode
from kingfisher.missing.pages.interview import interview
from kingfisher.missing.pages.overnight import overnight, print_overnight
from kingfisher.missing.pages.public import public_report, public_sent
from kingfisher.missing.pages.report import ours, report
from kingfisher.missing.pages.trigger_plan import card, print_card, trigger_plan, trigger_plans, write_plan

app_name = "missing"
urlpatterns = [
    path("missing", board, name="board"),
    path("missing/now", board_rows, name="board_rows"),
    path("missing/report", report, name="report"),
    path("missing/ours", ours, name="ours"),
    path("missing/overnight", overnight, name="overnight"),
    path("missing/overnight/print", print_overnight, name="print_overnight"),
    path("missing/child/<uuid:person_id>", child, name="child"),
    path("missing/talks/<uuid:interview_id>", interview, name="interview"),
    path("missing/cards", cards, name="cards"),
    path("missing/cards/write", write_profile, name="write_profile"),
    path("missing/cards/<uuid:profile_id>", profile, name="profile"),
    path("missing/cards/<uuid:profile_id>/release", release, name="release"),
    path("missing/cards/<uuid:profile_id>/print", print_profile, name="print_profile"),
    path("missing/plans", trigger_plans, name="trigger_plans"),
    path("missing/plans/write/<uuid:person_id>", write_plan, name="write_plan"),
    path("missing/plans/<uuid:plan_id>", trigger_plan, name="trigger_plan"),
    path("missing/plans/<uuid:plan_id>/card", card, name="card"),
    path("missing/plans/<uuid:plan_id>/print", print_card, name="print_card"),
    path("missing/tell", public_report, name="public_report"),
    path("missing/tell/sent", public_sent, name="public_sent"),
    path("missing/<uuid:episode_id>", episode, name="episode"),
]
