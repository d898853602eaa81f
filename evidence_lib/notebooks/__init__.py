"""Notebooks as things that run: their parameters, the plan of a refresh, the runner."""
