"""Papers for the office: what is in them (content), apart from how a file is written (word, excel, slides, pdf, calendars)."""

from evidence_lib.papers.areas import area_profile
from evidence_lib.papers.briefs import holding_to_account
from evidence_lib.papers.calendars import calendar
from evidence_lib.papers.content import Calendar, Paper
from evidence_lib.papers.keeping import keep
from evidence_lib.papers.registers import register
from evidence_lib.papers.skeletons import response_skeleton
from evidence_lib.papers.themes import theme_brief

__all__ = [
    "Calendar",
    "Paper",
    "area_profile",
    "calendar",
    "holding_to_account",
    "keep",
    "register",
    "response_skeleton",
    "theme_brief",
]
