"""Where the scorecard of the model in use is: the user's own measurement first, else the one that ships.

Of both only where all cases were run; a sample is shown when there is nothing else.
"""

from __future__ import annotations

from pathlib import Path

from assistant.errors import InputError
from assistant.model.choice import list_models
from assistant.settings import Settings, content_dir
from evals.scorecard import load_scorecard

CARD = "scorecard.json"


def latest_scorecard(settings: Settings) -> Path | None:
    """The scorecard of the model in use, or None when nobody measured that model. Raises ModelError.

    A run of all cases goes before one of some: a quick look may not hide what was measured well.
    """
    name = run_name(model_in_use(settings))
    folders = (settings.home / "evals", content_dir() / "evals" / "runs")
    found = [path for folder in folders if (path := folder / name / CARD).is_file()]
    return next(filter(_is_full, found), found[0] if found else None)


def _is_full(path: Path) -> bool:
    try:
        return load_scorecard(path).is_full
    except InputError:
        return False


def model_in_use(settings: Settings) -> str:
    """Id in the catalogue, or the path of a file that the user brought. Raises ModelError."""
    return next(state.id for state in list_models(settings) if state.in_use)


def run_name(model: str) -> str:
    """The name of the folder that a run of this model has."""
    return Path(model).stem if "/" in model or "\\" in model else model
