import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

AT_ONCE = 2000


def lay_out(apps, schema_editor):
    """What the statements already here are found by."""
    from kingfisher.kernel.bulk import insert_many
    from kingfisher.people.matching.blocking import laid_out
    from kingfisher.people.rules import said_again

    Person, Findable = apps.get_model("people", "Person"), apps.get_model("people", "Findable")
    keys = list(Person.objects.order_by("id").values_list("id", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        rows = []
        people = Person.objects.filter(id__in=keys[start : start + AT_ONCE])
        for person, folder, spoken in people.values_list("id", "folder_id", "statement"):
            laid = laid_out(said_again(spoken))
            rows.append({"person_id": person, "folder_id": folder, "lexemes": laid.lexemes, "line": laid.line})
        insert_many(Findable, rows)


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0001_initial'),
        ('people', '0003_held_back'),
    ]

    operations = [
        migrations.CreateModel(
            name='Findable',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='people.person')),
                ('lexemes', django.contrib.postgres.search.SearchVectorField()),
                ('line', models.TextField()),
                ('folder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.folder')),
            ],
        ),
        migrations.RunPython(lay_out, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='findable',
            index=django.contrib.postgres.indexes.GinIndex(fields=['lexemes'], name='findable_lexemes'),
        ),
    ]
