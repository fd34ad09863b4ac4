"""Observation, interpretation, judgement and request, told apart in the user's own words.

    text
      -> places.py     where its sentences and its literal quotes stand
      -> clauses.py    a sentence cut where a clause begins
      -> pattern.py    which rule of prompts/spans.yaml a clause meets, with the words of prompts/spans/*.yaml
      -> label.py      clauses with one label in a row are one span
      -> report.py     a table to keep, and only what was seen or said

Goes by words and word order; knows nothing of what is true, or meant.
"""
