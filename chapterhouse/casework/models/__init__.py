from .access_rows import Exclusion, Independence, Recusal, Removal
from .appointments import Appointment, Seat
from .case import Case, Desk
from .commission import Deciding, Engagement, Organisation, Recommendation
from .determination import Appeal, Determination, Sending
from .ending import Closure, Destruction, Hold, Tally
from .formal import Notification, Offer, Triage
from .involved import Consent, Telling
from .measures import Look, Measure
from .party import Party, Stop
from .retaliation import Check, Retaliation
from .work import AnotherAsked, Assignment, Contact, Handover, Unavailability

__all__ = [
    "AnotherAsked",
    "Appeal",
    "Appointment",
    "Assignment",
    "Case",
    "Check",
    "Closure",
    "Consent",
    "Contact",
    "Deciding",
    "Desk",
    "Destruction",
    "Determination",
    "Engagement",
    "Exclusion",
    "Handover",
    "Hold",
    "Independence",
    "Look",
    "Measure",
    "Notification",
    "Offer",
    "Organisation",
    "Party",
    "Recommendation",
    "Recusal",
    "Removal",
    "Retaliation",
    "Seat",
    "Sending",
    "Stop",
    "Tally",
    "Telling",
    "Triage",
    "Unavailability",
]
