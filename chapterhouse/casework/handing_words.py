"""What the page for giving keys on says while it works, in the reader's language."""

from django.utils.translation import gettext as _


def handing_words() -> dict[str, str]:
    """By code; those that the desk's modules know too are said here for many cases at once."""
    return {
        "so-far": _("{n} of {total}"),
        "given": _("{code}: {name} has the keys now."),
        "reads-already": _("{code}: {name} can read it already. Nothing was done."),
        "wants-key": _(
            "{code}: skipped. Somebody left it, and it wants a new key first. Open it once, then give it on."
        ),
        "finished": _("Done. What was given is in the list below."),
        "stopped": _("Stopped at {code}. {sentence} What was given before it stays given."),
        "no-case": _("Tick at least one case."),
        "offline": _("The line was lost. Press again when it is back: what was done is not done twice."),
        "locked": _("Your key is locked. Unlock it above and press again."),
        "signed-out": _("You were signed out. Sign in again in another tab, come back, and press again."),
    }
