import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_roster'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='person',
            field=models.OneToOneField(help_text='Their account, once they have one. No import touches it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='membership', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='person',
            name='pronouns',
            field=models.CharField(blank=True, max_length=40, verbose_name='pronouns'),
        ),
    ]
