"""The settings of the product: one frozen object, each entry readable from the environment as `CITEOSCOPE_…`."""

from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from citeoscope.paths import DATA


class Settings(BaseSettings):
    """Settings with their defaults; every one may be set by an environment variable prefixed `CITEOSCOPE_`."""

    model_config = SettingsConfigDict(env_prefix="CITEOSCOPE_", frozen=True, extra="ignore")

    store: Path = Field(DATA / "store", description="Folder of the refreshed data.")
    snapshot: Path = Field(DATA / "snapshot", description="Folder of the embedded data, read where the store has none.")
    contact: str = Field(
        "open data of French territories; contact: see the README of this project",
        description="How public services reach whoever runs this copy: an address or a page, sent with each request.",
    )
    geocoder: str = Field(
        "https://data.geopf.fr/geocodage", description="Service that finds the address that a person types."
    )
    local: Path = Field(DATA / "local", description="Folder of the lists that people edit.")


@cache
def settings() -> Settings:
    """Return the settings, read once from the environment."""
    return Settings()
