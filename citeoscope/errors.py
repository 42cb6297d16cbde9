"""Every error the product raises on purpose.

Each class inherits the builtin it specialises; its message says in French what is wrong, where, and what to do.
"""


class CiteoscopeError(Exception):
    """Root of the product's errors; catch it to show a message instead of a trace."""


class UnknownTerritoryError(CiteoscopeError, KeyError):
    """A territory expression names a code that the current COG does not have."""

    def __str__(self) -> str:
        """Return the message itself: KeyError would show its repr."""
        return str(self.args[0]) if self.args else ""


class UnknownIndicatorError(CiteoscopeError, KeyError):
    """An indicator id that no catalogue file declares."""

    def __str__(self) -> str:
        """Return the message itself: KeyError would show its repr."""
        return str(self.args[0]) if self.args else ""


class UnknownVintageError(CiteoscopeError, KeyError):
    """A vintage that an indicator does not have."""

    def __str__(self) -> str:
        """Return the message itself: KeyError would show its repr."""
        return str(self.args[0]) if self.args else ""


class UnknownDatasetError(CiteoscopeError, KeyError):
    """A dataset that neither the store nor the snapshot holds."""

    def __str__(self) -> str:
        """Return the message itself: KeyError would show its repr."""
        return str(self.args[0]) if self.args else ""


class CatalogueError(CiteoscopeError, ValueError):
    """One or more catalogue files are invalid; the message lists all defects."""


class StoreError(CiteoscopeError, OSError):
    """The store or the snapshot is missing or damaged; the message names the file."""


class SourceError(CiteoscopeError, ValueError):
    """A source could not be brought in; the message names the source and the defect."""

    def __init__(self, source_id: str, message: str) -> None:
        super().__init__(f"Source « {source_id} » : {message}")
        self.source_id = source_id


class ServiceError(CiteoscopeError, ConnectionError):
    """A public service did not answer, or not with what it publishes; the message names the address and the remedy."""


class ExportError(CiteoscopeError, ValueError):
    """A file cannot be written in the format asked for; the message says which formats can."""


class PerimeterError(CiteoscopeError, ValueError):
    """A drawn, pasted or uploaded perimeter cannot be used; the message says what was seen and what to do."""


class MapError(CiteoscopeError, ValueError):
    """Figures cannot be classed or drawn as asked; the message lists every defect and the remedy."""


class ListError(CiteoscopeError, ValueError):
    """A list of places, projects or events cannot be taken in; the message says what was seen and what to do."""


class CoverageError(CiteoscopeError, ValueError):
    """Who lives near a place, or where to open the next ones, cannot be computed as asked; the message lists why."""
