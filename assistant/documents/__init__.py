"""Reading the user's documents and writing reports."""
