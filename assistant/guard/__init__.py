"""The guard: no composed reply reaches the user with a judgement, advice, a side or a leading question in it.

Rules, word lists and weights are data (prompts/guard.yaml, prompts/guard/); this package only applies them.
Codes map to MISC 2.1 and MITI 4.2.1 behaviour counts, stricter: praise and agreement are breaches here.
"""

from assistant.guard.check import check_core, check_question, check_reply
from assistant.guard.verdict import Breach, Verdict

__all__ = ["Breach", "Verdict", "check_core", "check_question", "check_reply"]
