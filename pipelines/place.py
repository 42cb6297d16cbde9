"""Gives every point its commune of the current COG: by its code when it is good, by its position otherwise."""

import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from citeoscope.catalogue.source import Source
from citeoscope.store import Defect, RebaseLog
from citeoscope.territory.codes import parent_commune
from citeoscope.territory.cog import CURRENT_COG
from pipelines.notes import defect
from pipelines.reference import Reference, log_of

_METRIC: Final = 3857
_NEAR: Final = 0.9  # one letter apart in a name of ten
_FAR_M: Final = 2000.0
_ARTICLES: Final = frozenset({"l", "la", "le", "les"})

Placed = tuple[gpd.GeoDataFrame, RebaseLog | None, tuple[Defect, ...]]


def place(
    frame: gpd.GeoDataFrame, source: Source, reference: Reference, whole_outlines: Callable[[], gpd.GeoDataFrame]
) -> Placed:
    """Re-base the commune of each point, and find it from the position where the code is absent or wrong.

    Parameters
    ----------
    frame
        Points with `commune_code` and `commune_name` as published.
    source
        Their declaration.
    reference
        The current COG.
    whole_outlines
        Gives the communes' outlines, not simplified.

    Returns
    -------
    tuple
        The points, what moved, and every correction.
    """
    out = frame.reset_index(drop=True).copy()
    given = out["commune_code"].map(lambda code: parent_commune(code) if isinstance(code, str) else None)
    log, mapping = None, {}
    if source.cog_vintage is not None:
        rebase = reference.rebase(source.cog_vintage, given.dropna())
        mapping = rebase.mapping
        log = log_of(rebase, source.cog_vintage, given.dropna())
    codes = given.map(lambda code: mapping.get(code, code)).astype("object")
    good = reference.knows(codes)
    out["commune_code"] = codes.where(good, None)
    out, defects = _pick_own_point(out, whole_outlines)
    defects.append(_far_away(out, whole_outlines))
    seek = ~good & out.geometry.notna()
    lost = ~good & given.notna() & ~seek
    if seek.any():
        out, more = _find(out, frame["commune_code"].reset_index(drop=True), seek, reference, whole_outlines)
        defects += more
    defects.append(
        defect(
            "code_inconnu",
            f"Code absent du COG {CURRENT_COG} et sans position : gardé sans commune.",
            frame["commune_code"].reset_index(drop=True)[lost],
            column="commune_code",
        )
    )
    out["commune_name"] = out["commune_code"].map(reference.communes).where(out["commune_code"].notna(), None)
    out.loc[out["commune_code"].isna() & out.geometry.isna(), "precision"] = "none"
    if "target_code" in out:
        out, more = _targets(out, reference)
        defects += more
    if "in_region" in out:
        inside = out["commune_code"].map(reference.regions) == "11"
        differs = inside != out["in_region"]
        defects.append(
            defect(
                "région_contredite",
                "Indicateur « Île-de-France » contredit par la position : celle-ci est retenue.",
                out.loc[differs, "name"],
                column="in_region",
            )
        )
        out["in_region"] = inside
    order = ["commune_code", "id"]
    out = out.sort_values(order, ignore_index=True, na_position="last")
    first = ["id", "name", "category", "commune_code", "commune_name", "precision"]
    out = out[[*first, *(name for name in out.columns if name not in {*first, "geometry"}), "geometry"]]
    return out, log, tuple(item for item in defects if item)


def _pick_own_point(
    out: gpd.GeoDataFrame, whole_outlines: Callable[[], gpd.GeoDataFrame]
) -> tuple[gpd.GeoDataFrame, list[Defect | None]]:
    """Where a territory's points came as one geometry, keep the one that lies in the row's commune."""
    several = out.geometry.geom_type == "MultiPoint"
    if not several.any():
        return out, []
    shapes = whole_outlines().set_index("code").geometry
    points = out.geometry.copy()
    unmatched = []
    for row in out.index[several]:
        code = out.loc[row, "commune_code"]
        parts = list(points[row].geoms)
        inside = [part for part in parts if code in shapes.index and shapes[code].covers(part)]
        points[row] = inside[0] if inside else parts[0] if len(parts) == 1 else None
        if points[row] is None:
            unmatched.append(out.loc[row, "id"])
    out = out.set_geometry(points)
    return out, [
        defect(
            "point_introuvable",
            "Aucun des points du territoire n’est dans la commune : gardée sans position.",
            unmatched,
            column="geometry",
        )
    ]


def _far_away(out: gpd.GeoDataFrame, whole_outlines: Callable[[], gpd.GeoDataFrame]) -> Defect | None:
    """Report the addresses that lie far from their commune; they are left where they are."""
    checked = out[out["commune_code"].notna() & out.geometry.notna() & out["precision"].isin(["address", "street"])]
    if checked.empty:
        return None
    shapes = whole_outlines().set_index("code").geometry
    checked = checked[checked["commune_code"].isin(shapes.index)]
    own = gpd.GeoSeries(shapes.loc[checked["commune_code"]].to_numpy(), index=checked.index, crs=shapes.crs).to_crs(
        _METRIC
    )
    # Mercator stretches lengths by the inverse of the cosine of the latitude.
    metres = checked.geometry.to_crs(_METRIC).distance(own) * np.cos(np.radians(checked.geometry.y))
    far = metres > _FAR_M
    return defect(
        "position_éloignée",
        f"Position à plus de {_FAR_M / 1000:.0f} km de la commune déclarée (distance en km) : gardée, à vérifier.",
        [
            f"{one} : {distance / 1000:.1f} km".replace(".", ",")
            for one, distance in zip(checked.loc[far, "id"], metres[far], strict=True)
        ],
        column="geometry",
    )


def _find(
    out: gpd.GeoDataFrame,
    published: "pd.Series[str]",
    seek: "pd.Series[bool]",
    reference: Reference,
    whole_outlines: Callable[[], gpd.GeoDataFrame],
) -> tuple[gpd.GeoDataFrame, list[Defect | None]]:
    hits = gpd.sjoin(out.loc[seek, ["geometry"]], whole_outlines()[["code", "geometry"]], predicate="within")["code"]
    hits = hits[~hits.index.duplicated()]
    names = out.loc[hits.index, "commune_name"]
    agrees = pd.Series(
        [_same_place(name, code, reference) for name, code in zip(names, hits, strict=True)],
        index=hits.index,
        dtype=bool,
    )
    found, doubtful = hits[agrees], hits[~agrees]
    outside = out.index[seek].difference(hits.index)
    corrected = found.index[published[found.index].notna()]
    out.loc[found.index, "commune_code"] = found
    quoted = [
        f"{out.loc[row, 'id']} : {out.loc[row, 'commune_name']} / {reference.communes[doubtful[row]]}"
        for row in doubtful.index
    ]
    out.loc[doubtful.index, "geometry"] = None
    return out, [
        defect(
            "code_corrigé",
            "Code de commune absent ou inconnu : trouvé par la position.",
            published[corrected],
            column="commune_code",
        ),
        defect(
            "position_douteuse",
            "Code inconnu, et la position contredit la commune écrite : gardé sans commune ni position.",
            quoted,
            column="geometry",
        ),
        defect(
            "hors_contours",
            "Position hors de toute commune connue : gardée, sans commune.",
            out.loc[outside, "id"],
            column="geometry",
        ),
    ]


def _targets(out: gpd.GeoDataFrame, reference: Reference) -> tuple[gpd.GeoDataFrame, list[Defect | None]]:
    communes = out["target_level"] == "commune"
    out["target_code"] = out["target_code"].where(~communes | out["commune_code"].isna(), out["commune_code"])
    out["target_level"] = out["target_level"].mask(out["target_code"].isin(reference.codes["ept"]), "ept")
    known = reference.codes["epci"]
    gone = (out["target_level"] == "epci") & ~out["target_code"].isin(known) & bool(known)
    return out, [
        defect(
            "epci_inconnu",
            "EPCI absent de la composition actuelle : gardé tel quel.",
            out.loc[gone, "target_code"],
            column="target_code",
        )
    ]


def _same_place(published: object, code: str, reference: Reference) -> bool:
    if not isinstance(published, str):
        return True
    one, other = _plain(published), _plain(reference.communes[code])
    near = one in other or other in one or SequenceMatcher(None, one, other).ratio() > _NEAR
    return near or one in {_plain(name) for name in reference.former_names.get(code, ())}


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe"))
    words = "".join(
        letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter)
    ).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words if word not in _ARTICLES)
