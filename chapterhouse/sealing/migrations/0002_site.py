from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_this_site(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Draw the site id, once, with the database."""
    apps.get_model("sealing", "Site").objects.create()


class Migration(migrations.Migration):
    dependencies = [("sealing", "0001_initial")]
    operations = [migrations.RunPython(name_this_site, migrations.RunPython.noop)]
