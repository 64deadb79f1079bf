"""What somebody sent the front door before stays open to her and to its team, and no longer to her colleagues."""

from django.db import migrations

OPEN = (
    "INSERT INTO access_grant (id, folder_id, to_placement_id, level, writes, key, clears, basis, because, "
    "because_kind, because_id, starts_at, ended_why, created_at, created_by) "
    "SELECT gen_random_uuid(), a.folder_id, a.created_by, 3, true, false, '{}', 'ca2004_s10', 'sent this ' || a.kind, "
    "'postroom.arrival', a.id, a.created_at, '', a.created_at, a.created_by "
    "FROM postroom_arrival a JOIN access_folder f ON f.id = a.folder_id "
    "JOIN organisations_placement p ON p.id = a.created_by "
    "WHERE NOT f.team_only AND EXISTS (SELECT 1 FROM access_grant g WHERE g.folder_id = f.id)"
)
KEPT = (
    "UPDATE access_folder f SET team_only = true FROM postroom_arrival a "
    "WHERE f.id = a.folder_id AND NOT f.team_only AND EXISTS (SELECT 1 FROM access_grant g WHERE g.folder_id = f.id)"
)


class Migration(migrations.Migration):
    dependencies = [("postroom", "0001_initial"), ("access", "0005_team_papers")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (OPEN, KEPT)]
