"""Where disruption lives."""

from django.urls import path

from kingfisher.disruption.pages.check import check
from kingfisher.disruption.pages.crime import crime
from kingfisher.disruption.pages.crimes import crimes, new_crime, profile
from kingfisher.disruption.pages.measure import measure
from kingfisher.disruption.pages.measures import measures
from kingfisher.disruption.pages.new_plan import new_plan
from kingfisher.disruption.pages.operation import operation
from kingfisher.disruption.pages.operations import new_operation, operations
from kingfisher.disruption.pages.place import place
from kingfisher.disruption.pages.places import new_place, places
from kingfisher.disruption.pages.plan import plan
from kingfisher.disruption.pages.plans import never_charged, plans
from kingfisher.disruption.pages.powers import power, powers
from kingfisher.disruption.pages.tools import consider, tools

app_name = "disruption"
urlpatterns = [
    path("disruption", plans, name="plans"),
    path("disruption/new", new_plan, name="new_plan"),
    path("disruption/never-charged", never_charged, name="never_charged"),
    path("disruption/check", check, name="check"),
    path("disruption/law", powers, name="powers"),
    path("disruption/law/<slug:power_id>", power, name="power"),
    path("disruption/tools", measures, name="measures"),
    path("disruption/tools/<uuid:measure_id>", measure, name="measure"),
    path("disruption/operations", operations, name="operations"),
    path("disruption/operations/new", new_operation, name="new_operation"),
    path("disruption/operations/<uuid:operation_id>", operation, name="operation"),
    path("disruption/places", places, name="places"),
    path("disruption/places/new", new_place, name="new_place"),
    path("disruption/places/<uuid:place_id>", place, name="place"),
    path("disruption/crimes", crimes, name="crimes"),
    path("disruption/crimes/new", new_crime, name="new_crime"),
    path("disruption/crimes/profile", profile, name="profile"),
    path("disruption/crimes/<uuid:crime_id>", crime, name="crime"),
    path("disruption/<uuid:plan_id>", plan, name="plan"),
    path("disruption/<uuid:plan_id>/tools", tools, name="tools"),
    path("disruption/<uuid:plan_id>/consider/<slug:power_id>", consider, name="consider"),
]
