from .access_rows import Exclusion, Independence, Recusal, Removal
from .appointments import Appointment, Seat
from .case import Case, Desk
from .commission import Deciding, Engagement, Organisation, Panel, Recommendation
from .determination import Appeal, Determination, Sending
from .ending import Closure, Destruction, Hold, Tally
from .formal import InformalOffer, Notification, Triage
from .involved import Consent, Telling
from .measures import Look, Measure
from .opinion import Opinion
from .party import Party, Stop
from .plans import Apology, Plan, PlanVersion, Step
from .retaliation import Check, Retaliation
from .story import Act, Draft, Offer, Showing
from .work import AnotherAsked, Assignment, Contact, Handover, Unavailability
from .working_note import WorkingNote

__all__ = [
    "Act",
    "AnotherAsked",
    "Apology",
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
    "Draft",
    "Engagement",
    "Exclusion",
    "Handover",
    "Hold",
    "Independence",
    "InformalOffer",
    "Look",
    "Measure",
    "Notification",
    "Offer",
    "Opinion",
    "Organisation",
    "Panel",
    "Party",
    "Plan",
    "PlanVersion",
    "Recommendation",
    "Recusal",
    "Removal",
    "Retaliation",
    "Seat",
    "Sending",
    "Showing",
    "Step",
    "Stop",
    "Tally",
    "Telling",
    "Triage",
    "Unavailability",
    "WorkingNote",
]
