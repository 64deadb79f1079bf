"""Where the finder's prompts live."""

from django.urls import path

from kingfisher.finder.pages.prompt import prompt
from kingfisher.finder.pages.prompts import prompts
from kingfisher.finder.pages.rules import rule, rules

app_name = "finder"
urlpatterns = [
    path("finder", prompts, name="prompts"),
    path("finder/rules", rules, name="rules"),
    path("finder/rules/<slug:rule_id>", rule, name="rule"),
    path("finder/<uuid:prompt_id>", prompt, name="prompt"),
]
