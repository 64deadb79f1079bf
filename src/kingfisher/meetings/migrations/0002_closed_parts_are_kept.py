"""The closed parts of meetings of before are kept to those who were asked to hear them; those of the owner keep them."""

from django.db import migrations

KEPT = (
    "UPDATE access_folder f SET kind = 'closed_meeting', team_only = true FROM meetings_meeting m "
    "WHERE f.id = m.closed_folder_id AND NOT f.team_only"
)
HELD = (
    "UPDATE access_grant g SET ends_at = NULL FROM meetings_meeting m, access_folder f, organisations_placement p "
    "WHERE g.folder_id = m.closed_folder_id AND f.id = g.folder_id AND p.id = g.to_placement_id "
    "AND p.organisation_id = f.owner_id AND g.ended_at IS NULL"
)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("access", "0005_team_papers")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (KEPT, HELD)]
