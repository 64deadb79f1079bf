"""A worker of one agency asked for in a team that another hosts: her own administrator asks, the host's answers."""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByCondition

_MINE = "ANY ((SELECT access_my_charges())::uuid[])"
_HERS = (
    "EXISTS (SELECT 1 FROM organisations_placement p "  # noqa: S608
    f"WHERE p.id = {{0}}placement_id AND p.organisation_id = {_MINE})"
)
_HOSTED = (
    "EXISTS (SELECT 1 FROM organisations_team t "  # noqa: S608
    f"WHERE t.id = {{0}}team_id AND t.organisation_id = {_MINE})"
)
_OF_ASK = "EXISTS (SELECT 1 FROM access_teamask a WHERE a.id = ask_id AND {0})"


class TeamAsk(AppendOnly):
    """That somebody may work in a team which another agency hosts."""

    team = models.ForeignKey("organisations.Team", on_delete=models.PROTECT, related_name="+")
    placement = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)

    protection = ByCondition(
        read=f"{_HERS.format('access_teamask.')} OR {_HOSTED.format('access_teamask.')}",
        write=_HERS.format("access_teamask."),
        append_only=True,
    )
    retention = "placement"

    class Meta:
        constraints = [models.CheckConstraint(name="team_ask_says_why", condition=~Q(why=""))]


class TeamAskSettled(AppendOnly):
    """The answer of whoever hosts the team; or that it was withdrawn by whoever asked. Once."""

    ask = models.OneToOneField(TeamAsk, on_delete=models.PROTECT, related_name="settled")
    outcome = models.CharField(max_length=20, help_text="accepted, declined or withdrawn")
    words = models.CharField(max_length=300, blank=True)

    protection = ByCondition(
        read=_OF_ASK.format("true"),
        write=f"(outcome IN ('accepted', 'declined') AND {_OF_ASK.format(_HOSTED.format('a.'))})"
        f" OR (outcome = 'withdrawn' AND {_OF_ASK.format(_HERS.format('a.'))})",
        append_only=True,
    )
    retention = "placement"

    class Meta:
        constraints = [
            models.CheckConstraint(name="team_ask_declined_says_why", condition=~Q(outcome="declined") | ~Q(words=""))
        ]
