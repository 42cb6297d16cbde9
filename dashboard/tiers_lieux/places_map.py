"""The map of the page «Tiers-lieux»: places, sites where to open, and the share of inhabitants near a place."""

from typing import Final

import pandas as pd
import streamlit as st

from citeoscope.atlas import Atlas
from citeoscope.coverage import Reach
from citeoscope.errors import MapError
from citeoscope.language import kept, say
from citeoscope.local import local_stamp
from citeoscope.maps import Classing, Overlay, Picture, Portrayal, areas
from citeoscope.numbers import format_value
from citeoscope.query.status import Status
from citeoscope.settings import settings
from citeoscope.territory.levels import Level
from dashboard import components
from dashboard.carte import canvas
from dashboard.carte.opening import bounds_of
from dashboard.tiers_lieux import covering
from dashboard.tiers_lieux.found import PLACES, SITES
from dashboard.tiers_lieux.seeking import Seeking
from dashboard.web import assets

KEY: Final = "carte-lieux"
TENTHS: Final = 1
_BOUNDS: Final = (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
PLACE_COLOR, SITE_COLOR = "#c2185b", "#8a5a00"


def show(data: Atlas, seeking: Seeking) -> None:
    """Show the map and its legend."""
    drawn = _picture(data, seeking)
    components.territory_map(KEY, drawn[0])
    if drawn[1] is not None:
        title = say("Habitants à moins de {said} d’un tiers-lieu (%)", said=say(seeking.distance.said))
        with st.container(key="legende-lieux"):
            st.html(drawn[1].legend(title=title, territories="communes"))


def _picture(data: Atlas, seeking: Seeking) -> tuple[Picture, Portrayal | None]:
    perimeter = data.perimeter(seeking.territoire)
    outlines = [
        (assets.outline_asset(data, Level.COMMUNE, key), key)
        for key in canvas.asset_keys(data, perimeter.codes, Level.COMMUNE)
    ]
    codes = [code for asset, _ in outlines for code in asset.codes]
    told = covering.covered(data, seeking)
    portrayal = None if isinstance(told, str) else _portrayal(told, tuple(codes))
    inside = frozenset(perimeter.codes)
    plain = "".join("m" if code in inside else "." for code in codes)
    version = f"{data.store.version}-{local_stamp(settings().local)}"
    layers = [Overlay(PLACES, "Tiers-lieux", _url(version, PLACES, seeking), PLACE_COLOR)]
    if not isinstance(covering.planned(data, seeking), str | None):
        layers.append(Overlay(SITES, say("Où ouvrir"), _url(version, SITES, seeking), SITE_COLOR, "star"))
    picture = Picture(
        assets=[assets.outlines_url(asset, Level.COMMUNE, key) for asset, key in outlines],
        classes=portrayal.classes if portrayal else plain,
        palette=portrayal.palette if portrayal else (),
        view=f"{seeking.territoire}|lieux",
        indicator=f"couverture-{seeking.rayon}" if portrayal else "lieux",
        label=say("des habitants à moins de {said} d’un tiers-lieu", said=say(seeking.distance.said))
        if portrayal
        else "",
        words=portrayal.words if portrayal else {"m": ""},
        bounds=bounds_of(data, perimeter, Level.COMMUNE),
        values=_texts(told) if isinstance(told, Reach) else {},
        overlays=layers,
        attribution=say(canvas.ATTRIBUTION),
    )
    return picture, portrayal


def _url(version: str, what: str, seeking: Seeking) -> str:
    return f"{assets.root()}/api/v1/lieux/{version}/{what}.json?{seeking.query}"


@kept(maxsize=16)
def _portrayal(told: Reach, codes: tuple[str, ...]) -> Portrayal:
    known = told.communes["share_pct"]
    values = pd.DataFrame(
        {
            "code": told.communes.index,
            "value": known.to_numpy(),
            "status": told.communes["status"].astype(str).to_numpy(),
        }
    )
    values["status"] = values["status"].where(known.notna().to_numpy(), str(Status.MISSING))
    try:
        breaks = Classing("manual", decimals=TENTHS, manual=_BOUNDS).breaks(values["value"])
    except MapError:  # the shares are all alike, or nearly: these bounds would leave classes empty
        breaks = Classing("equal_interval", decimals=TENTHS).breaks(values["value"])
    return areas(codes, values, breaks, unit="%", hue="vert")


@kept(maxsize=16)
def _texts(told: Reach) -> dict[str, str]:
    shares = told.communes["share_pct"].dropna()
    return {str(code): format_value(share, "%", TENTHS) for code, share in shares.items()}
