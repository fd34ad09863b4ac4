"""Dates as people type them, and what is planned on them: the five steps, the series of checks."""
