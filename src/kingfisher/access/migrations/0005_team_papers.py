"""Contacts of before become their team's own papers; places of before reach as far as their roles now do."""

from django.db import migrations

CONTACTS = "UPDATE access_folder SET team_only = true WHERE kind = 'contact' AND NOT team_only"
LEADS = (
    "UPDATE organisations_placement SET own_level = 1 "
    "WHERE role = 'information_governance_lead' AND own_level < 1"
)
ADDRESSES = (
    "UPDATE organisations_placement SET clearances = clearances || ARRAY['protected_address']::varchar[] "
    "WHERE role IN ('front_door_manager', 'triage_social_worker', 'team_manager') "
    "AND NOT 'protected_address' = ANY (clearances)"
)


class Migration(migrations.Migration):
    dependencies = [("access", "0004_emergency_conflicts_field_classes")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (CONTACTS, LEADS, ADDRESSES)]
