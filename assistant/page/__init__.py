"""The web page: `launch(settings)` serves it on this computer until Ctrl-C."""

from assistant.page.app import create_app
from assistant.page.opener import Opener
from assistant.page.serve import PORT, Served, launch

__all__ = ["PORT", "Opener", "Served", "create_app", "launch"]
