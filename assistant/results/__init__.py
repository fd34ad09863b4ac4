"""What a flow ends with: one file per kind of result, all made from the session alone."""
