"""One scorer per suite: pure functions from cases and stored lines to findings. See evals/score.py."""
