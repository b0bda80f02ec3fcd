from .acceptance import Acceptance
from .document import Document, Text, Version
from .proposal import Credit, Proposal

__all__ = ["Acceptance", "Credit", "Document", "Proposal", "Text", "Version"]
