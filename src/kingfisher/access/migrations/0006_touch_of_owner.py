"""Who looked, across an agency's folders: read newest first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0005_team_papers")]
    operations = [
        migrations.AddIndex(
            model_name="touch", index=models.Index(fields=["owner_id", "-at"], name="touch_of_owner")
        )
    ]
