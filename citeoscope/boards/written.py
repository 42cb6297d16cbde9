"""The figures that are written on a map of few territories."""

from collections.abc import Mapping

from citeoscope.atlas import Atlas
from citeoscope.numbers import format_number
from citeoscope.query.status import Status
from citeoscope.shown import declared
from citeoscope.view import View


def texts(data: Atlas, view: View) -> Mapping[str, str]:
    """Return what is written on each territory: its figure without unit, or the words of its non-value.

    Parameters
    ----------
    data
        The atlas.
    view
        What the map draws.

    Returns
    -------
    Mapping[str, str]
        By code; of the first indicator when two are crossed, none: a colour tells both there.
    """
    shown = declared(data, view)
    values = data.values(shown.id, data.perimeter(view.territoire), view.niveau, shown.vintage)
    return {
        str(code): ""
        if view.croise
        else format_number(value, shown.decimals)
        if status == Status.OK.value
        else Status(status).label
        for code, value, status in zip(values["code"], values["value"], values["status"].astype(str), strict=True)
    }
