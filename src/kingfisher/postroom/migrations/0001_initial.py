import django.db.models.deletion
import kingfisher.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.UUIDField(default=kingfisher.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.UUIDField(help_text='placement of the maker')),
                ('ref', models.CharField(max_length=20, unique=True)),
                ('kind', models.CharField(help_text='what it is meant to be, such as concern', max_length=40)),
                ('door', models.CharField(help_text='public, page, api or telephone', max_length=20)),
                ('sender_name', models.CharField(blank=True, max_length=200)),
                ('idempotency_key', models.CharField(blank=True, max_length=120)),
                ('content_type', models.CharField(max_length=100)),
                ('body', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('received_at', models.DateTimeField()),
                ('passphrase_digest', models.CharField(blank=True, help_text='for a sender without an account', max_length=200)),
                ('adds_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='additions', to='postroom.arrival')),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.folder')),
                ('from_organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('id', models.UUIDField(default=kingfisher.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.UUIDField(help_text='placement of the maker')),
                ('kind', models.CharField(max_length=40)),
                ('about_kind', models.CharField(max_length=60)),
                ('about_id', models.UUIDField()),
                ('to_name', models.CharField(blank=True, max_length=200)),
                ('way', models.CharField(help_text='hub, email, letter or telephone', max_length=20)),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField(blank=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('acknowledged_by', models.UUIDField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('trouble', models.CharField(blank=True, max_length=300)),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.folder')),
                ('to_organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.UUIDField(default=kingfisher.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.UUIDField(help_text='placement of the maker')),
                ('outcome', models.CharField(help_text='received, unreadable or settled', max_length=20)),
                ('problems', models.JSONField(default=list)),
                ('became_kind', models.CharField(blank=True, max_length=60)),
                ('became_id', models.UUIDField(null=True)),
                ('note', models.TextField(blank=True)),
                ('arrival', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='postroom.arrival')),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.folder')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.UniqueConstraint(condition=models.Q(('idempotency_key', ''), _negated=True), fields=('created_by', 'idempotency_key'), name='the_same_key_once'),
        ),
        migrations.AddIndex(
            model_name='departure',
            index=models.Index(fields=['about_kind', 'about_id'], name='departure_about'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at__isnull', True), ('acknowledged_by__isnull', True)), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False)), _connector='OR'), name='departure_acknowledged_at_and_by_go_together'),
        ),
    ]
