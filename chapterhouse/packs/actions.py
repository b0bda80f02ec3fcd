from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from .loading import load
from .models import PackVersion


@transaction.atomic
def adopt(*, source: str, at: datetime, by: str = "") -> PackVersion:
    """Put a pack in force from a moment on.

    Args:
        source: the pack's TOML text.
        at: the moment, aware.
        by: username of who adopts it. This app imports no other, so it is the caller who writes the journal,
            in the same transaction.

    Returns:
        A new version with the next number of its slug, or the present one if that is the very same text.

    Raises:
        PackError: the text has mistakes; nothing is adopted.
    """
    pack = load(source, at=at)
    digest = sha256(source.encode()).hexdigest()
    present = PackVersion.objects.current(at=at)
    if present and present.sha256 == digest:
        return present
    highest = PackVersion.objects.filter(slug=pack.slug).aggregate(highest=Max("number"))["highest"] or 0
    return PackVersion.objects.create(
        slug=pack.slug, number=highest + 1, adopted=at, sha256=digest, source=source
    )
