"""What can be looked up: articles and the user's documents, by words and by meaning."""
