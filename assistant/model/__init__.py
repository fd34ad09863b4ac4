"""The local language model: which file, how it is loaded, how it scores and writes."""
