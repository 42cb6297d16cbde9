"""The command line in French: argparse's own words are English."""

import argparse
import re
from typing import Any, Final, NoReturn

_WORDS: Final = (
    (re.compile(r"the following arguments are required: (.*)"), r"il manque : \1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"arguments inconnus : \1"),
    (re.compile(r"argument (\S+): expected one argument"), r"\1 attend une valeur"),
    (re.compile(r"argument (\S+): invalid int value: (.*)"), r"\1 attend un nombre entier, pas \2"),
    (re.compile(r"argument (\S+): invalid choice: ('[^']*') \(choose from (.*)\)"), r"\2 n’existe pas ; au choix : \3"),
)


class FrenchParser(argparse.ArgumentParser):
    """A parser whose help and errors are in French; it ends with code 2 on bad usage, as the scheduler expects."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - those of argparse, passed on
        super().__init__(add_help=False, **options)
        self._positionals.title, self._optionals.title = "arguments", "options"
        self.add_argument("-h", "--help", action="help", help="montre cette aide")

    def format_usage(self) -> str:
        """Return the line of usage."""
        return super().format_usage().replace("usage:", "usage :", 1)

    def format_help(self) -> str:
        """Return the whole help."""
        return super().format_help().replace("usage:", "usage :", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in French, and end."""
        said = next((form.sub(french, message) for form, french in _WORDS if form.match(message)), message)
        self.exit(2, f"{self.format_usage()}Commande mal écrite : {said}. L’aide : {self.prog} --help\n")
