"""Where the pages of `plans` live."""

from django.urls import path

from kingfisher.plans.pages.begin import begin
from kingfisher.plans.pages.paper import paper
from kingfisher.plans.pages.plan import plan
from kingfisher.plans.pages.plans import plans

app_name = "plans"
urlpatterns = [
    path("plans", plans, name="plans"),
    path("plans/begin/<uuid:person_id>", begin, name="begin"),
    path("plans/<uuid:plan_id>", plan, name="plan"),
    path("plans/<uuid:plan_id>/print", paper, name="print"),
]
