"""A dataset as a geographic file: GeoParquet, GeoPackage, GeoJSON, each saying inside where it comes from."""

import io
import json

import pyarrow.parquet as pq
import pyogrio

from citeoscope.atlas import Atlas
from citeoscope.exports.dictionary import dictionary
from citeoscope.exports.extract import Extract


def to_geoparquet(atlas: Atlas, taken: Extract) -> bytes:
    """Write rows as GeoParquet; source, licence and dictionary stand in the file's `citeoscope` metadata.

    Parameters
    ----------
    atlas
        Where a table finds the outlines of its territories.
    taken
        The rows.

    Returns
    -------
    bytes
    """
    frame, said = taken.located(atlas)
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    table = pq.read_table(buffer)
    meanings = [meaning._asdict() for meaning in dictionary(taken.manifest, frame.columns)]
    note = json.dumps({"provenance": said, "dictionnaire": meanings}, ensure_ascii=False).encode()
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), b"citeoscope": note})
    written = io.BytesIO()
    pq.write_table(table, written, compression="zstd")
    return written.getvalue()


def to_geopackage(atlas: Atlas, taken: Extract) -> bytes:
    """Write rows as a GeoPackage of one layer, written in memory: no file is left behind.

    Parameters
    ----------
    atlas
        Where a table finds the outlines of its territories.
    taken
        The rows.

    Returns
    -------
    bytes
        Source and licence are the layer's description, which GIS software shows, and its metadata.
    """
    frame, said = taken.located(atlas)
    columns = {
        f"colonne {meaning.name}": ", ".join(filter(None, meaning[1:]))
        for meaning in dictionary(taken.manifest, frame.columns)
    }
    buffer = io.BytesIO()
    pyogrio.write_dataframe(
        frame.reset_index(drop=True),
        buffer,
        layer=taken.manifest.dataset,
        driver="GPKG",
        layer_options={
            "IDENTIFIER": said["Jeu de données"],
            "DESCRIPTION": "\n".join(f"{label} : {text}" for label, text in said.items()),
        },
        layer_metadata=said | columns,
    )
    return buffer.getvalue()


def to_geojson(atlas: Atlas, taken: Extract) -> bytes:
    """Write rows as GeoJSON (RFC 7946: WGS 84, seven decimals, outer rings counter-clockwise).

    Parameters
    ----------
    atlas
        Where a table finds the outlines of its territories.
    taken
        The rows.

    Returns
    -------
    bytes
        Source and licence are the member `citeoscope` of the collection: RFC 7946 lets readers ignore it.
    """
    frame, said = taken.located(atlas)
    buffer = io.BytesIO()
    pyogrio.write_dataframe(
        frame.reset_index(drop=True),
        buffer,
        layer=taken.manifest.dataset,
        driver="GeoJSON",
        layer_options={"RFC7946": "YES"},
    )
    member = json.dumps({"citeoscope": said}, ensure_ascii=False)[:-1].encode()
    return member + b"," + buffer.getvalue().lstrip()[1:]
