from typing import Any

import chapterhouse.people.models.interest
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def open_those_that_run(apps: Any, schema_editor: Any) -> None:
    """Nothing was awaited for a term before: each opened what it opens from its start."""
    apps.get_model("people", "Term").objects.update(opens=models.F("starts"))


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_groups_and_sign_in_help'),
    ]

    operations = [
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(blank=True, help_text='Who said yes; empty: the members.', max_length=40)),
                ('decided_on', models.DateField()),
                ('decision', models.CharField(help_text='Where the decision can be found.', max_length=200)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=chapterhouse.people.models.interest.new_interest_code, max_length=10, unique=True)),
                ('office', models.CharField(help_text='Code of the office they would like to take.', max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('reach', models.CharField(help_text='How they would like to be reached.', max_length=200)),
                ('why', models.TextField(blank=True, max_length=2000)),
                ('state', models.CharField(default='new', max_length=8)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('-at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=8)),
                ('text', models.TextField()),
                ('pack', models.CharField(help_text='The version of the pack in which it stood.', max_length=60)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='term',
            name='asks_yes',
            field=models.BooleanField(default=False, help_text='Whether somebody must say yes first.'),
        ),
        migrations.AddField(
            model_name='term',
            name='how',
            field=models.CharField(blank=True, help_text='How it was filled, where that was said.', max_length=9),
        ),
        migrations.AddField(
            model_name='term',
            name='is_contact',
            field=models.BooleanField(default=False, help_text='Answers questions about the office.'),
        ),
        migrations.AddField(
            model_name='term',
            name='opens',
            field=models.DateTimeField(help_text='From when it opens anything; empty while it waits.', null=True),
        ),
        migrations.AddField(
            model_name='term',
            name='passed_over',
            field=models.CharField(blank=True, help_text='Why, although a limit is reached.', max_length=200),
        ),
        migrations.RunPython(open_those_that_run, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('opens', None), ('opens__gte', models.F('starts')), _connector='OR'), name='term_opens_from_its_start'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('how__in', ('', 'elected', 'appointed', 'confirmed', 'deputy'))), name='term_filled_somehow'),
        ),
        migrations.AddField(
            model_name='approval',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='approval',
            name='term',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='approval', to='people.term'),
        ),
        migrations.AddField(
            model_name='interest',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='interest',
            name='person',
            field=models.ForeignKey(help_text='If signed in.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='interests', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signature',
            name='term',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='people.term'),
        ),
        migrations.AddConstraint(
            model_name='interest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('new', 'invited', 'forward', 'declined'))), name='interest_state_known'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('term', 'code'), name='signed_once_a_term'),
        ),
    ]
