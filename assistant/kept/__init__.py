"""What the user asked to keep, encrypted."""
