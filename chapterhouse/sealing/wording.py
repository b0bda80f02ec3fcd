"""Sentences of the vault that come from the server."""

from django.utils.translation import gettext_lazy as _

LOCKED = _("Your key is locked. Unlock it to go on.")
