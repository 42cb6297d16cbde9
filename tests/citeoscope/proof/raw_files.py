"""The publishers' files as they come, carried to the communes of 2026 with a few lines of pandas.

Nothing of the product is used. Communes that were given back their freedom since 2018, and those they left, are
`ambiguous`: older files know them together only, so they are left out of the comparison, and counted.
"""

import json
from functools import cache

import numpy as np
import pandas as pd
from embedded_files import MISSING, NOT_AGGREGABLE, OK, SECRET, Column

CITIES = {"75056": ("751", 20), "69123": ("6938", 9), "13055": ("132", 16)}
ARRONDISSEMENTS = {
    f"{prefix}{n:0{5 - len(prefix)}d}": city for city, (prefix, most) in CITIES.items() for n in range(1, most + 1)
}
GIVEN_BACK = "21"
# Reference of an indicator -> file and published column(s); several are added up.
COLUMNS = {
    "populations_legales.pmun": ("populations_legales", "PMUN"),
    "populations_series.psdc1968": ("sup", "psdc1968"),
    "populations_series.pmun2022": ("sup", "pmun2022"),
    "comparateur.area_km2": ("comparateur", "superficie_km2"),
    "comparateur.population_2021": ("comparateur", "population_2021"),
    "comparateur.households_2021": ("comparateur", "menages_2021"),
    "comparateur.population_15_64_2021": ("comparateur", "pop_15_64_totale_2021"),
    "comparateur.unemployed_15_64_2021": ("comparateur", "pop_15_64_chomage_2021"),
    "comparateur.active_15_64_2021": ("comparateur", "pop_15_64_active_2021"),
    "filosofi.median_income_eur": ("filosofi", "MED21"),
    "filosofi.poverty_rate_pct": ("filosofi", "TP6021"),
    "filosofi.d1_eur": ("filosofi", "D121"),
    "etat_civil.births_2023": ("et_civil", "naiss23"),
    "etat_civil.deaths_2023": ("et_civil", "dec23"),
    "logement.dwellings": ("log_5", "p16_log"),
    "logement.main_residences": ("log_5", "p16_rp"),
    "logement.houses": ("log_5", "p16_maison"),
    "logement.hlm": ("log_5", "p16_rp_lochlmv"),
    "emploi_flores.jobs_2017": ("flores", "sal_2017"),
    "emploi_flores.jobs_2022": ("flores", "sal_2022"),
    "emploi_flores.establishments_2022": ("flores", "etab_2022"),
    "emploi_flores.culture_jobs_2022": ("flores", "cult_rz_2022"),
    "equipements.bakeries": ("bpe", "boulang"),
    "equipements.restaurants": ("bpe", "resto"),
    "apl.gp": ("apl", "apl_gen"),
    "apl.nurses": ("apl", "apl_inf"),
    "apl.population": ("apl", "pop_apl"),
    "associations.associations": ("rna", "asso_av_2000", "asso_2000_2010", "asso_2010_2020", "asso_ap_2020"),
    "energie.gas_total_mwh": ("conso", "g_total_conso"),
    "co2.residential_t": ("co2", "co2_resi"),
}
MEANS = {"filosofi.median_income_eur", "filosofi.poverty_rate_pct", "filosofi.d1_eur", "apl.gp", "apl.nurses"}
# Digits kept of a commune's figure: a weighted estimate of dwellings, a modelled access, a metered energy.
DIGITS = {"log_5": 1, "conso": 0}
DIGITS_OF = {"apl.gp": 3, "apl.nurses": 1}
LOCAL_REGISTER = ("57", "67", "68")


class RawFiles:
    """Figures of a folder of published files, commune by commune."""

    def __init__(self, folder):
        self.folder = folder
        cog = pd.read_csv(folder / "cog" / "v_commune_2026.csv", dtype=str)
        cog = cog[cog["TYPECOM"] == "COM"].sort_values("COM", ignore_index=True)
        moves = pd.read_csv(folder / "cog" / "v_mvt_commune_2026.csv", dtype=str)
        moves = moves[(moves["TYPECOM_AV"] == "COM") & (moves["TYPECOM_AP"] == "COM")].sort_values("DATE_EFF")
        back = moves[(moves["MOD"] == GIVEN_BACK) & (moves["DATE_EFF"] > "2018-01-01")]
        self.ambiguous = {*back["COM_AV"], *back["COM_AP"]} & set(cog["COM"])
        self._next = moves[moves["COM_AV"] != moves["COM_AP"]].drop_duplicates("COM_AV", keep="last")
        self._next = self._next.set_index("COM_AV")["COM_AP"].to_dict()
        self._current = set(cog["COM"])
        self.codes = pd.Index(cog["COM"])
        self.communes = pd.DataFrame(
            {"code": cog["COM"], "commune": cog["COM"], "departement": cog["DEP"], "region": cog["REG"], "france": "FR"}
        ).assign(epci=self._epci())
        self.column = cache(self._column)

    def now(self, code):
        """The commune of 2026 that a code became part of."""
        for _ in range(10):
            if code in self._current or code not in self._next:
                break
            code = self._next[code]
        return code

    def _epci(self):
        rows = pd.read_excel(self.folder / "epci" / "epcicom2025.xlsx", engine="calamine", dtype=str)
        own = rows.set_index("insee")["siren"]
        joined = rows.assign(insee=rows["insee"].map(self.now)).drop_duplicates("insee").set_index("insee")["siren"]
        return own.reindex(self.codes).fillna(joined.reindex(self.codes)).to_numpy()

    @cache  # noqa: B019 - lives as long as the tests
    def _compiled(self, name):
        rows = pd.read_parquet(self.folder / "base_territoriale" / f"{name}.parquet").dropna(subset="id")
        codes = rows["id"].str.zfill(5)
        return rows.assign(id=codes)[codes.str.fullmatch(r"\d{5}|2[AB]\d{3}")].set_index("id")

    @cache  # noqa: B019
    def _unknown(self):
        """Codes that the compilation found no figure for: it writes zero everywhere."""
        counted = self._compiled("sup")["pmun2022"]
        people = self._legal().set_index("COM")["PMUN"].astype(float)
        recent = counted.index[(counted == 0) & (people.reindex(counted.index) > 0)]
        return {*recent, *counted.index[counted.index.str.startswith("976")]}

    def _legal(self):
        return pd.read_csv(self.folder / "populations_legales" / "donnees_communes.csv", sep=";", dtype=str)

    def _published(self, reference):
        """The published cells, as text or numbers, by published code."""
        name, *columns = COLUMNS[reference]
        if name == "populations_legales":
            return self._legal().set_index("COM")[columns[0]]
        if name == "filosofi":
            rows = pd.read_csv(self.folder / name / "cc_filosofi_2021_COM.csv", sep=";", dtype=str)
            return rows.set_index("CODGEO")[columns[0]].str.replace(",", ".")
        if name == "comparateur":
            rows = pd.read_csv(self.folder / name / "communes_comparateur_2024.csv", dtype=str)
            rows = rows[rows["commune_type"] != "COMD"].drop_duplicates("insee_com").set_index("insee_com")
            nothing = (rows["population_2021"] == "0") & rows["superficie_km2"].isna()
            no_census = (rows["menages_2021"] == "0") & (rows["population_2021"] != "0")
            census = columns[0] not in {"superficie_km2", "population_2021"}
            return rows[columns[0]].mask(nothing | (no_census & census))
        rows = self._compiled(name)
        unknown = rows.index.isin(self._unknown()) & (rows.select_dtypes("number").fillna(0) == 0).all(axis=1)
        cells = rows[columns].sum(axis=1).mask(unknown)
        if name == "rna":
            cells = cells.mask(cells.index.str.startswith(LOCAL_REGISTER))
        if name == "apl" and reference in MEANS:
            cells = self._means_of_cities(cells, rows["pop_apl"])
            nobody = rows["pop_apl"].where(~rows.index.isin(CITIES)) == 0
            cells = cells.mask(nobody)
        return cells

    def _means_of_cities(self, cells, weight):
        for city in CITIES:
            parts = [code for code, parent in ARRONDISSEMENTS.items() if parent == city]
            if not cells[city] > 0:
                cells[city] = (cells[parts] * weight[parts]).sum() / weight[parts].sum()
        return cells

    def _column(self, reference):
        if reference == "count(france_services)":
            return self._france_services()
        cells = self._published(reference)
        parts = cells.index.isin(ARRONDISSEMENTS)
        whole = pd.to_numeric(cells[~parts], errors="coerce")
        status = cells[~parts].where(whole.isna()).astype("object").isin(["s", "ns", "nd"])
        if parts.any() and reference not in MEANS:
            city = pd.to_numeric(cells[parts]).groupby(cells.index[parts].map(ARRONDISSEMENTS)).sum()
            own = whole.reindex(city.index)
            whole = pd.concat([whole.drop(city.index, errors="ignore"), own.where(own > 0, city)])
        digits = DIGITS_OF.get(reference, DIGITS.get(COLUMNS[reference][0]))
        whole = whole if digits is None else whole.round(digits)
        rows = pd.DataFrame({"value": whole, "secret": status.reindex(whole.index, fill_value=False)})
        groups = rows.groupby(rows.index.map(self.now))
        found = pd.DataFrame(
            {
                "value": groups["value"].sum(min_count=1),
                "secret": groups["secret"].any(),
                "rows": groups.size(),
                "holes": groups["value"].agg(lambda own: own.isna().any()),
            }
        ).reindex(self.codes)
        secret = found["secret"].eq(True)
        status = np.where(found["value"].isna() | found["holes"].eq(True), MISSING, OK)
        status = np.where(secret, SECRET, status)
        if reference in MEANS:
            status = np.where(found["rows"] > 1, NOT_AGGREGABLE, status)
        return Column(np.where(status == OK, found["value"], np.nan), status)

    def _france_services(self):
        path = self.folder / "france_services" / "anct_france_services_2024.geojson"
        rows = [one["properties"] for one in json.loads(path.read_text(encoding="utf-8"))["features"]]
        # A row holds several places where its identifier does.
        codes = [row["id_geo"] for row in rows for _ in row["id_territoire"].split(";")]
        codes = pd.Series(codes).replace(ARRONDISSEMENTS).dropna().map(self.now)
        number = codes.value_counts().reindex(self.codes, fill_value=0).to_numpy("float64")
        return Column(number, np.zeros(len(number), dtype="int8"))

    def together(self, reference):
        """Nothing: what is ambiguous is left out."""
        assert reference
        return {}

    def level(self, level):
        """The communes that are not ambiguous, of every territory of a level: `group`, `place` in `communes`."""
        known = self.communes.loc[~self.communes["code"].isin(self.ambiguous), level].dropna()
        return pd.DataFrame({"group": pd.Categorical(known), "place": known.index.to_numpy()})
