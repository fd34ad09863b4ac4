"""Waterlijn: a reflection assistant in Dutch that runs entirely on the user's own machine.

One message of a reflection, from left to right through the files:

    message
      -> dialogue/safety.py    danger, integrity: rules, then a second opinion learned from examples (safety_model.py);
                               a fixed text from prompts/texts/safety.yaml, and stop here
      -> dialogue/signals.py   'stop', 'ja', 'wie heeft er gelijk?': a fixed text, and what follows it
      -> knowledge/            bank questions near in meaning to the message (prompts/questions/)
      -> dialogue/note.py      at a step that collects (a score, a date, a list): noted down, and the next step opens
      -> dialogue/moves.py     follow-up, next step of the flow (prompts/flows/), only a mirror, or the harvest
      -> mirror/               the user's own words in the je-form, or literally quoted
      -> dialogue/compose.py   dialogue/rerank.py lets the local model (model/) choose the question; a model that
                               earned it (model/exam.py) writes in dialogue/writer.py instead
      -> dialogue/repair.py    draft -> guard -> at most two repairs -> the question of the bank alone
           guard/              codes each sentence and refuses judgement, siding, advice, diagnosis, and what the user
                               did not say: rules (prompts/guard/), fidelity, a small classifier
      -> records.py            Reply: what the user reads, with its source and every draft that was refused
                               (dialogue/why.py tells the user); dialogue/session.py: the session after it

At the end, and where a step shows it: results/ makes what the flow ends with, from the session alone (spans/ labels a
text, scan/ the 5S scan, agenda/ dates and calendars, agreements/ the register).

dialogue/turn.py wires this as a LangGraph graph. assistant.py is the one door for page/ and cli/. The coach's question
set and the team lead's checklist are in jobs/; documents/ reads and writes files; kept/ stores, only when asked;
content/ loads everything that is written by hand.

What all this is worth is measured from outside, in evals/: cases, the product and the model alone, a log, scorers and
a scorecard (evals/run.py). Nothing in a reflection depends on it.
"""

from assistant.privacy import switch_off

switch_off()
