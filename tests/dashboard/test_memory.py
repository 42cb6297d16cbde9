"""What a session holds, and what the caches keep: nothing large, nothing without a bound."""

import gc
import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 100_000
"""Bytes of any one text of a session."""


@pytest.mark.parametrize("territory", ["france", "region:11"])
def test_a_session_holds_choices_and_no_frame(territory):
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    page.query_params["territoire"] = territory
    page.run()
    assert not page.exception
    held = page.session_state._state.filtered_state
    seen: set[int] = set()
    waiting = list(held.values())
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        assert not isinstance(one, (pd.DataFrame, pd.Series)), held
        assert len(one) < LARGEST if isinstance(one, (str, bytes)) else True
        if isinstance(one, (dict, list, tuple, set)):
            waiting.extend(gc.get_referents(one))
    assert held


def test_every_cache_that_an_address_feeds_has_a_bound():
    # `@cache` has none: allowed where there is nothing to tell one call from another, or only the name of a component.
    unbound = []
    for path in [*(ROOT / "dashboard").rglob("*.py"), *(ROOT / "citeoscope").rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        unbound += [
            f"{path.name}: {name}"
            for name, told in re.findall(r"@cache\b[^\n]*\n\s*(?:async )?def (\w+)\(([^)]*)\)", text)
            if told and not name.startswith("_mount")
        ]
        unbound += [f"{path.name}: maxsize=None" for _ in re.findall(r"maxsize=None", text)]
        unbound += [f"{path.name}: st.cache" for _ in re.findall(r"st\.cache_(?:data|resource)\b", text)]
    assert unbound == []
