from .access_rows import Exclusion, Independence, Recusal, Removal
from .appointments import Appointment, Seat
from .case import Case, Desk
from .ending import Closure, Destruction, Hold, Tally
from .involved import Consent, Telling
from .opinion import Opinion
from .party import Party, Stop
from .story import Act, Draft, Offer, Showing
from .work import AnotherAsked, Assignment, Contact, Handover, Unavailability
from .working_note import WorkingNote

__all__ = [
    "Act",
    "AnotherAsked",
    "Appointment",
    "Assignment",
    "Case",
    "Closure",
    "Consent",
    "Contact",
    "Desk",
    "Destruction",
    "Draft",
    "Exclusion",
    "Handover",
    "Hold",
    "Independence",
    "Offer",
    "Opinion",
    "Party",
    "Recusal",
    "Removal",
    "Seat",
    "Showing",
    "Stop",
    "Tally",
    "Telling",
    "Unavailability",
    "WorkingNote",
]
