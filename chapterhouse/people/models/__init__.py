from .hearing import Hearing
from .interest import Interest
from .office import Approval, Office, Signature, Term
from .person import HANDLE_LETTERS, Person, PersonManager, new_handle
from .roster import Before, Membership, RosterImport
from .training import OfficerTraining

__all__ = [
    "HANDLE_LETTERS",
    "Approval",
    "Before",
    "Hearing",
    "Interest",
    "Membership",
    "Office",
    "OfficerTraining",
    "Person",
    "PersonManager",
    "RosterImport",
    "Signature",
    "Term",
    "new_handle",
]
