"""What somebody wrote, as the age files that came (encryption design, section 4)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from .channels import Channel, ChannelKey


class EntryQuerySet(models.QuerySet["Entry"]):
    def in_channel(self, channel: Channel) -> "EntryQuerySet":
        """Entries of a channel, oldest first."""
        return self.filter(channel_key__channel=channel).order_by("received", "pk")

    def weight(self) -> int:
        """Bytes of the entries and of all files they name, those included that have not arrived."""
        files = Blob.objects.filter(entry__in=self.order_by().values("pk"))
        sums = (rows.aggregate(sum=models.Sum("size"))["sum"] for rows in (self, files))
        return sum(each or 0 for each in sums)


class Entry(models.Model):
    """One sealed thing that somebody wrote."""

    uuid = models.UUIDField(unique=True)
    channel_key = models.ForeignKey(ChannelKey, on_delete=models.CASCADE, related_name="entries")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="entries"
    )
    age_file = models.BinaryField()
    size = models.PositiveIntegerField()
    received = models.DateTimeField()

    objects = EntryQuerySet.as_manager()
    if TYPE_CHECKING:
        author_id: int | None
        has_files: bool  # by casework's entries_of()

    class Meta:
        indexes = [models.Index(fields=["channel_key", "received"])]

    class Privacy:
        sealed = ("age_file",)
        personal = ("author",)
        open = ("id", "uuid", "channel_key", "size", "received")
        kept = "as long as its channel"

    def __str__(self) -> str:
        return str(self.uuid)


class BlobQuerySet(models.QuerySet["Blob"]):
    def awaited(self) -> "BlobQuerySet":
        """Files that an entry named and that have not arrived."""
        return self.filter(arrived=None)


class Blob(models.Model):
    """An attached file: ciphertext on disk under the hash of the ciphertext."""

    sha256 = models.CharField(max_length=64)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="blobs")
    size = models.PositiveBigIntegerField()
    arrived = models.DateTimeField(null=True)

    objects = BlobQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "entry"], name="a_file_once_an_entry")]
        indexes = [models.Index(fields=["sha256"])]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "sha256", "entry", "size", "arrived")
        kept = "as long as its entry; the file itself is sealed"

    def __str__(self) -> str:
        return self.sha256
