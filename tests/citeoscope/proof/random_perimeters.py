"""A thousand perimeters, always the same: unions and differences of territories, and circles drawn on the map."""

import random

import shapely
from embedded_files import codes_of

from citeoscope.territory.drawn import by_radius

HOW_MANY = 1_000
_CIRCLES = 100
_LEVELS = ["commune", "epci", "ept", "departement", "region"]
_OFTEN = [40, 40, 5, 12, 3]
_SEED = 2026


def thousand(atlas, files):
    """Return the perimeters, and the communes of each by set algebra of our own (`None` for a circle)."""
    rng = random.Random(_SEED)
    communes = files.communes
    known = {level: sorted(communes[level].dropna().unique()) for level in _LEVELS}
    found, codes = [], []
    while len(found) < HOW_MANY - _CIRCLES:
        expression = _expression(rng, communes, known)
        if wanted := codes_of(communes, expression):
            found.append(atlas.perimeter(expression))
            codes.append(wanted)
    outlines = atlas.read("contours_communes")
    centres = outlines.geometry.dropna()
    for place in rng.sample(range(len(centres)), _CIRCLES):
        centre = shapely.point_on_surface(centres.iloc[place])
        found.append(by_radius(atlas.geography, outlines, centre.x, centre.y, rng.uniform(1, 25)))
        codes.append(None)
    return found, codes


def _expression(rng, communes, known):
    (level,) = rng.choices(_LEVELS, _OFTEN)
    text = f"{level}:{rng.choice(known[level])}"
    for _ in range(rng.randrange(4)):
        inside = sorted(codes_of(communes, text))
        if inside and rng.random() < 0.5:
            (level,) = rng.choices(_LEVELS[:2], [80, 20])
            part = communes.loc[communes["code"] == rng.choice(inside), level].iloc[0]
            text += f"-{level}:{part}" if isinstance(part, str) else ""
        else:
            (level,) = rng.choices(_LEVELS, _OFTEN)
            text += f"+{level}:{rng.choice(known[level])}"
    return text
