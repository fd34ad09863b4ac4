"""A reflection: one message in, one reply out; turn.py wires it."""
