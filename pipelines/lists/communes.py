"""Codes, postal codes and names to communes of the current COG: what is sure, what is doubtful, what to choose from."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

import pandas as pd
from rapidfuzz import fuzz, process

from citeoscope.atlas import Atlas
from citeoscope.language import say
from citeoscope.territory.codes import PARENT_OF_ARRONDISSEMENT, departement_of
from citeoscope.territory.cog import CURRENT_COG, Movement, Rebase
from citeoscope.territory.geography import SPELLED_OUT, fold

_OLDEST: Final = "1999-01-01"
_FULL: Final = "COM"
_AS_NUMBER: Final = re.compile(r"[.,]0+$")
_POSTAL: Final = re.compile(r"(?<!\d)(\d{5}|\d{2} \d{3})(?!\d)")
_CEDEX: Final = re.compile(r"\bcedex\b.*$")
_RANK: Final = re.compile(r"\b\d{1,2}\s*(?:er|e|eme|ieme|nd)?\s*(?:arr\w*)?$|\barrondissement\b")
_TOLD: Final = re.compile(r"\((\d{2,3}|2[ABab])\)")
_ARTICLE: Final = re.compile(r"^(.*) (l|la|le|les)$")
_SPELLED: Final = SPELLED_OUT | {"s": "sur", "ss": "sous", "chateau": "chateau"}
_ALIKE: Final = 85
_MOST_SAID: Final = 5
_CITIES: Final = {"75": "paris", "69": "lyon", "13": "marseille"}


class Found(NamedTuple):
    """The commune a row declares: its code (empty when none is sure), how it was found, what is doubtful (French)."""

    code: str
    how: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class Communes:
    """The communes by everything that names them.

    Attributes
    ----------
    names, departements
        Code -> name, and -> département.
    by_name, by_former, by_place
        Reduced name -> codes: of communes, of those they took in, of the places that have a postal code.
    by_postal
        Postal code -> codes.
    moved
        Code that the COG no longer has -> the commune that has taken it in.
    people
        Code -> inhabitants: the largest of several communes is named first.
    """

    names: dict[str, str]
    departements: dict[str, str]
    by_name: dict[str, tuple[str, ...]]
    by_former: dict[str, tuple[str, ...]]
    by_place: dict[str, tuple[str, ...]]
    by_postal: dict[str, tuple[str, ...]]
    moved: dict[str, str]
    people: dict[str, float]

    @classmethod
    def of(cls, atlas: Atlas) -> "Communes":
        """Read them from the opened data; without postal codes or movements, those ways are closed."""
        table, population = atlas.geography.communes, atlas.read("populations_legales")
        names = {str(code): str(name) for code, name in table["name"].items()}
        former: list[tuple[str, str]] = []
        places: list[tuple[str, str]] = []
        postal: list[tuple[str, str]] = []
        moved: dict[str, str] = {}
        if "codes_postaux" in atlas.store.datasets:
            read = atlas.read("codes_postaux")
            codes = [PARENT_OF_ARRONDISSEMENT.get(code, code) for code in read["code"]]
            postal = list(zip(read["postal_code"], codes, strict=True))
            places = [(name, code) for name, code in zip(read["place"], codes, strict=True) if isinstance(name, str)]
        if "cog_mouvements" in atlas.store.datasets:
            read = atlas.read("cog_mouvements")
            full = read[(read["typecom_av"] == _FULL) & (read["typecom_ap"] == _FULL)]
            columns = full[["mod", "date_eff", "com_av", "com_ap"]]
            moves = [Movement(*row) for row in columns.itertuples(index=False, name=None)]
            mapping = Rebase.between(moves, _OLDEST, f"{CURRENT_COG}-01-01").mapping
            moved = {old: new for old, new in mapping.items() if old not in names}
            former = list(zip(full["libelle_av"], full["com_ap"].map(lambda code: moved.get(code, code)), strict=True))
        return cls(
            names,
            {str(code): str(one) for code, one in table["departement"].items()},
            _grouped((reduced(name), code) for code, name in names.items()),
            _grouped((reduced(name), code) for name, code in former if code in names),
            _grouped((reduced(name), code) for name, code in places if code in names),
            _grouped((key, code) for key, code in postal if code in names),
            moved,
            dict(zip(population["code"], population["pmun"].astype(float), strict=True)),
        )

    def describe(self, code: str) -> str:
        """Return a name with its département and its code, for instance `Nanterre (92) 92050`."""
        return f"{self.names[code]} ({self.departements[code]}) {code}"

    def find(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Find the commune each row declares.

        Parameters
        ----------
        rows
            Text columns `code_insee`, `code_postal`, `commune`.

        Returns
        -------
        pandas.DataFrame
            Same index; `code`, `how`, `doubt`, empty texts where there is nothing.
        """
        keys = rows[["code_insee", "code_postal", "commune"]].astype(object)
        labels, uniques = pd.factorize(pd.MultiIndex.from_frame(keys))
        found = pd.DataFrame([self.resolve(*key) for key in uniques], columns=list(Found._fields), dtype=object)
        return found.iloc[labels].set_index(rows.index)

    def resolve(self, insee: str, postal: str, name: str) -> Found:
        """Find one commune: by its code, by name and postal code, by postal code or name alone when only one fits."""
        told = postal_code(postal) or postal_code(name)
        words = reduced(name)
        code = insee_code(insee)
        insee = insee.strip("0.,- ")  # a zero stands for no code
        if code.strip("0"):
            code = PARENT_OF_ARRONDISSEMENT.get(code, code)
            code = self.moved.get(code, code)
            if code in self.names:
                return Found(code, "code", self._contradiction(code, told, words))
            by_text = self._by_text(told, name, words) if told or words else Found("")
            return Found(
                by_text.code, by_text.how, _joined(say("code Insee « {insee} » inconnu", insee=insee), by_text.doubt)
            )
        if insee and not (told or words):
            return Found("", "", say("code Insee « {insee} » illisible", insee=insee))
        return self._by_text(told, name, words) if told or words else Found("")

    def agrees(self, code: str, postal: str, name: str) -> bool:
        """Say whether a commune found otherwise can be the one that a row means by its postal code and name."""
        told, words = postal_code(postal) or postal_code(name), reduced(name)
        named = any(code in table.get(words, ()) for table in (self.by_name, self.by_former, self.by_place))
        return named or code in self.by_postal.get(told, ()) or bool(told and self._within(code, _zone(told, name)))

    def _by_text(self, postal: str, name: str, words: str) -> Found:
        here = self.by_postal.get(postal, ())
        if words:
            return self._by_name(name, words, postal, here) or self._by_likeness(name, words, postal, here)
        if len(here) == 1:
            return Found(here[0], "postal")
        unsure = (
            say("le code postal {postal} couvre {listed}", postal=postal, listed=self._listed(here))
            if here
            else say("code postal « {postal} » inconnu", postal=postal)
        )
        return Found("", "", unsure)

    def _by_name(self, name: str, words: str, postal: str, here: tuple[str, ...]) -> Found | None:
        """Find a name where the row says that it is; without any place said, the name must be that of one commune."""
        zone = _zone(postal, name)
        current, former, places = (table.get(words, ()) for table in (self.by_name, self.by_former, self.by_place))
        if not zone:
            every = {*current, *former}
            return self._only(name, every, "name") if every else None
        for among in (current, former, places):
            for kept in ({*among} & {*here}, {code for code in among if self._within(code, zone)}):
                if kept:
                    return self._only(name, kept, "name_postal")
        return None

    def _only(self, name: str, codes: set[str], how: str) -> Found:
        return Found(min(codes), how) if len(codes) == 1 else Found("", "", self._choice(name, codes))

    def _by_likeness(self, name: str, words: str, postal: str, here: tuple[str, ...]) -> Found:
        """Find a name that is badly spelled among those of its postal code; always said."""
        named = {code: reduced(self.names[code]) for code in here}
        near = process.extractOne(words, named, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if near:
            return Found(
                near[2],
                "near",
                say("« {name} » lu {describe}, le nom le plus proche", name=name, describe=self.describe(near[2])),
            )
        if len(here) == 1:
            return Found(
                here[0],
                "postal",
                say("commune « {name} » inconnue : seul le code postal {postal} la place", name=name, postal=postal),
            )
        return Found(
            "",
            "",
            say("commune « {name} » inconnue", name=name)
            + (say(" au code postal {postal}", postal=postal) if postal else ""),
        )

    def _within(self, code: str, zone: str) -> bool:
        return not zone or departement_of(code) == zone or (zone == "20" and code.startswith("2"))

    def _contradiction(self, code: str, postal: str, words: str) -> str:
        """Say where the name or the postal code names another commune than the code."""
        same = {code for table in (self.by_name, self.by_former, self.by_place) for code in table.get(words, ())}
        if words and same and code not in same:
            other = sorted(one for one in same if not postal or self._within(one, _zone(postal, "")))
            if other:
                return say(
                    "le code {code} est celui de {names}, pas de {other}",
                    code=code,
                    names=self.names[code],
                    other=self.names[other[0]],
                )
        zone = _zone(postal, "")
        if zone and not self._within(code, zone) and code not in self.by_postal.get(postal, ()):
            return say(
                "le code {code} ({names}) n’est pas dans le département du code postal {postal}",
                code=code,
                names=self.names[code],
                postal=postal,
            )
        return ""

    def _choice(self, name: str, codes: Iterable[str]) -> str:
        return say(
            "plusieurs communes se nomment « {name} » : {listed}. Donnez le code Insee ou postal",
            name=name,
            listed=self._listed(codes),
        )

    def _listed(self, codes: Iterable[str]) -> str:
        every = sorted(set(codes), key=lambda code: -self.people.get(code, 0))
        return ", ".join(self.describe(code) for code in every[:_MOST_SAID]) + ("…" if len(every) > _MOST_SAID else "")


def insee_code(text: str) -> str:
    """Return a commune code as INSEE writes it: `1001.0` gives `01001`, `2a 004` gives `2A004`; empty if it is none."""
    code = re.sub(r"\s", "", _AS_NUMBER.sub("", text.strip())).upper()
    if code.isdigit() and len(code) == 4:  # noqa: PLR2004 - a spreadsheet drops the first zero
        code = f"0{code}"
    return code if re.fullmatch(r"\d{5}|2[AB]\d{3}", code) else ""


def postal_code(text: str) -> str:
    """Return the postal code that a text holds: `F-78 011`, `1000.0`, `78011 VERSAILLES CEDEX`; empty if none."""
    plain = re.sub(r"[\s\u00a0\u202f]+", " ", _AS_NUMBER.sub("", text.strip()))
    if plain.isdigit() and len(plain) == 4:  # noqa: PLR2004 - a spreadsheet drops the first zero
        return f"0{plain}"
    if re.fullmatch(r"\d( ?\d){4}", plain):
        return plain.replace(" ", "")
    found = _POSTAL.search(plain)
    return found.group(1).replace(" ", "") if found else ""


def reduced(name: str) -> str:
    """Return the name of a commune for comparison: `ST-DENIS CEDEX 2`, `Havre (Le)`, `Paris 11e` become INSEE's."""
    words = _CEDEX.sub("", fold(_POSTAL.sub(" ", _TOLD.sub(" ", name)))).strip()
    words = _RANK.sub("", words).strip() or words
    spelled = " ".join(_SPELLED.get(word, word) for word in words.split())
    last = _ARTICLE.match(spelled)
    return f"{last.group(2)} {last.group(1)}" if last else spelled


def _zone(postal: str, name: str) -> str:
    """Return the département that a postal code or a name in parentheses tells; `20` for Corsica, empty if none."""
    if postal:
        return departement_of(postal)
    told = _TOLD.search(name)
    return told.group(1).upper() if told else ""


def _joined(*parts: str) -> str:
    return " ; ".join(part for part in parts if part)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    out: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for key, code in pairs:
        out[key][code] = None
    return {key: tuple(codes) for key, codes in out.items()}
