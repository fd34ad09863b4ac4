"""The coach's question set and the team lead's checklist."""
