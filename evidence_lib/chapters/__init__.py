"""The chapters that the evidence has to reach: commissioning strategy, police and crime plan, and what changed since."""

from evidence_lib.chapters.chapter import Changed, PlanChapter, Strategy, crime_plan, strategy, what_changed

__all__ = ["Changed", "PlanChapter", "Strategy", "crime_plan", "strategy", "what_changed"]
