"""The guard: no composed reply reaches the user with a judgement, advice, a side or a leading question in it.

Rules and word lists are data (prompts/guard.yaml and prompts/guard/words.yaml); this package only applies them.
Codes map to MISC 2.1 and MITI 4.2.1 behaviour counts, stricter: praise and agreement are breaches here.
"""

from assistant.guard.check import check_question, check_reply
from assistant.guard.verdict import Breach, Verdict

__all__ = ["Breach", "Verdict", "check_question", "check_reply"]
