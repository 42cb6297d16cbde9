"""One pair per source: what it declares (`<id>.toml`) and how it is read (`<id>.py`, a single `parse`)."""
