"""Where things are on disk, from the place of this file alone."""

from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[1]
DATA: Final = PROJECT / "data"
INDICATORS: Final = Path(__file__).resolve().parent / "indicators"
PROFILES: Final = Path(__file__).resolve().parent / "profiles"
