
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='PackVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40)),
                ('number', models.PositiveIntegerField()),
                ('adopted', models.DateTimeField()),
                ('sha256', models.CharField(max_length=64)),
                ('source', models.TextField(help_text="The pack's TOML text.")),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('slug', 'number'), name='pack_numbers_differ')],
            },
        ),
    ]
