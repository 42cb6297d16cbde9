"""What the page «Données» reads of the data to write its texts."""

from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from citeoscope.atlas import Atlas
from citeoscope.exports.dictionary import dictionary
from citeoscope.exports.extract import extract
from citeoscope.exports.formats import FORMATS
from citeoscope.freshness import State
from citeoscope.language import counted, in_address, kept, say
from citeoscope.layers import LAYERS
from citeoscope.numbers import format_number, french_date
from citeoscope.store import read_index
from dashboard.donnees import sheet
from dashboard.donnees.listing import STATES, Entry, Listing, chosen, entries, entry
from dashboard.web.downloads import defects_table

FIRST_ROWS: Final = 8
FIRST_DEFECTS: Final = 10


def now() -> datetime:
    """Return the present, which the badges are dated from."""
    return datetime.now(UTC)


def listed(data: Atlas, listing: Listing) -> list[Entry]:
    """Return the datasets that the page lists."""
    return chosen(entries(data, now()), listing)


def rows(found: list[Entry], listing: Listing) -> list[dict[str, str]]:
    """Return the datasets as the list shows them."""
    return [
        {
            "jeu": one.manifest.dataset,
            "titre": one.manifest.title,
            "producteur": one.publisher,
            "millesime": one.vintage,
            "etat": one.freshness.state.label,
            "look": sheet.look(one.freshness.state),
            "defauts": format_number(one.defects),
            "licence": one.licence,
            "lien": f"donnees?territoire={quote(listing.territoire)}&jeu={one.manifest.dataset}",
        }
        for one in found
    ]


def summary(everything: list[Entry]) -> str:
    """Return how many datasets there are, and in which state."""
    counts = [(state, sum(one.freshness.state is state for one in everything)) for state in STATES.values()]
    many = {State.DERIVED: say("calculés")}
    said = ", ".join(
        f"{count} {many.get(state, state.label) if count > 1 else state.label}" for state, count in counts if count
    )
    return say("{count} jeux de données : {said}.", count=len(everything), said=said)


@kept(maxsize=4)
def never_read(data: Atlas) -> tuple[str, ...]:
    """Say which sources could never be read, and why: they have no row in the list."""
    indexes = [index for root in data.store.roots if (index := read_index(root))]
    failed = {dataset: stale for index in reversed(indexes) for dataset, stale in index.stale.items()}
    return tuple(
        say(
            "Source « {dataset} » : pas encore récupérée, en échec le {since} : {reason}",
            dataset=dataset,
            since=french_date(stale.since[:10]),
            reason=stale.reason,
        )
        for dataset, stale in sorted(failed.items())
        if dataset not in data.store.datasets
    )


def opened(data: Atlas, listing: Listing) -> Entry:
    """Return the dataset that is open."""
    return entry(data, listing.jeu, now())


def files(data: Atlas, listing: Listing) -> dict[str, object]:
    """Return what the files of the open dataset are asked with."""
    return {
        "jeu": listing.jeu,
        "query": f"territoire={quote(listing.territoire)}&version={data.store.version}",
        "formats": [{"id": form.id, "nom": form.label, "usage": form.use} for form in FORMATS.values()],
    }


@kept(maxsize=128)
def preview(data: Atlas, dataset: str, territory: str) -> str:
    """Return the first rows of a dataset for a territory."""
    taken = extract(data, dataset, territory)
    flat = taken.flat()
    meanings = dictionary(taken.manifest, flat.columns)
    return sheet.preview(flat.head(FIRST_ROWS), meanings, len(flat), taken.perimeter.name)


@kept(maxsize=64)
def count(data: Atlas, dataset: str, territory: str) -> str:
    """Say how many rows the files hold, and which."""
    taken = extract(data, dataset, territory)
    return counted(
        len(taken.rows),
        "{rows} ligne. {kept}",
        "{rows} lignes. {kept}",
        rows=format_number(len(taken.rows)),
        kept=say(taken.provenance["Lignes retenues"]),
    )


@kept(maxsize=64)
def columns(data: Atlas, dataset: str) -> str:
    """Return the dictionary of a dataset."""
    return sheet.columns(dictionary(data.store.manifest(dataset), data.read(dataset).columns))


@kept(maxsize=64)
def defects(data: Atlas, dataset: str) -> str:
    """Return the defects of a dataset."""
    manifest = data.store.manifest(dataset)
    first = defects_table(data, dataset).head(FIRST_DEFECTS).drop(columns="nombre")
    rows_kept = first if manifest.findings else first.iloc[:0]
    total = sum(defect.count for defect in manifest.defects)
    return sheet.defects(manifest.defects, rows_kept, total, f"api/v1/donnees/{dataset}/defauts.csv")


def uses(data: Atlas, listing: Listing) -> str:
    """Return what uses a dataset: indicators and layers of the map, other datasets."""
    where = quote(listing.territoire)
    links = [
        (say("Indicateur"), one.label, in_address(f"./?territoire={where}&indicateur={one.id}&niveau=commune"))
        for one in data.indicators.values()
        if listing.jeu in data.datasets(one.id)
    ]
    links += [
        (say("Couche"), layer.label, in_address(f"./?territoire={where}&couches={layer.id}"))
        for layer in LAYERS.values()
        if listing.jeu in layer.datasets
    ]
    links += [
        (say("Jeu calculé"), data.store.manifest(other).title, f"donnees?territoire={where}&jeu={other}")
        for other in data.store.datasets
        if listing.jeu in data.store.manifest(other).derived_from
    ]
    return sheet.uses(links)
