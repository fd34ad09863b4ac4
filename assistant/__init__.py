"""Waterlijn: a reflection assistant in Dutch that runs entirely on the user's own machine.

One message of a reflection, from left to right through the files:

    message
      -> safety.check_message       danger, integrity: a fixed text from prompts/texts/safety.yaml, and stop here
      -> signals.recognise          'stop', 'ja', 'wie heeft er gelijk?': a fixed text, and what follows it
      -> knowledge.nearest_questions bank questions near in meaning (prompts/questions/)
      -> moves.plan_turn            follow-up, next step of the flow (prompts/flows/), only a mirror, or the harvest
      -> mirror.reflect             the user's own words in the je-form, or literally quoted
      -> compose.BankComposer       rerank.Reranker lets the local model choose the question; a model that earned
                                    it (exam.may_write) writes in writer.ModelComposer instead
      -> guard.check_reply          refuses judgement, advice, diagnosis; falls back to the quote, the question alone
      -> records.Reply              what the user reads, with its source, and session.Session after it

turn.py wires this as a LangGraph graph. assistant.Assistant is the one door for page/ and cli/; the coach's question
set is questionset.py, the team lead's checklist checklist.py. Nothing is kept unless vault.Vault is asked to.
"""

from assistant.privacy import switch_off

switch_off()
