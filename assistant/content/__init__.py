"""What is written by hand and read from files: texts, questions, flows, articles, the method list."""
