"""The chapters that the evidence has to reach: commissioning strategy, police and crime plan, and what changed since."""

from evidence_lib.chapters.changed import Changed, what_changed
from evidence_lib.chapters.plan import PlanChapter, crime_plan
from evidence_lib.chapters.strategy import Strategy, strategy

__all__ = ["Changed", "PlanChapter", "Strategy", "crime_plan", "strategy", "what_changed"]
