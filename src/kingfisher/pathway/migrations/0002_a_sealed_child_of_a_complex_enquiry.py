import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0006_touch_of_owner'),
        ('pathway', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='complexchild',
            name='kept_folder',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.folder'),
        ),
    ]
