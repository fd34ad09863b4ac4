"""Switch off every reach for the network in the packages we use, before any of them is imported.

Sources: facts on LangSmith, Hugging Face, Gradio and Chroma in the documentation of those packages; each setting is
pinned by a test.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import gettempdir


def user_id() -> str:
    """What tells two users of one machine apart in the folder for temporary files."""
    return str(getattr(os, "getuid", os.getpid)())


OFF = {
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGGRAPH_STRICT_MSGPACK": "true",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "false",
    # Gradio imports matplotlib when it is there: no window, and no cache in the user's home.
    "MPLBACKEND": "agg",
    "MPLCONFIGDIR": str(Path(gettempdir()) / f"waterlijn-plot-{user_id()}"),
    # Threads of one library must not spin while another works: there are two cores.
    "OMP_WAIT_POLICY": "PASSIVE",
}


def switch_off() -> None:
    """Set the environment so; what a user set otherwise for telemetry is overruled."""
    os.environ.update(OFF)
