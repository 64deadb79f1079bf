"""Splink as its documentation would have a careful user set it up, on the same extracts and the same machine.

Names by Jaro-Winkler with term frequencies, dates of birth, postcodes, address, telephone and the numbers;
eight blocking rules; u by random sampling, m by expectation-maximisation; pairs from 0.5 % and connected
components at 0.95. It shares nothing with our own model. Needs the `linkage` extra.
"""

import csv
import sys
import time
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from kingfisher.people.matching.sheet import FILES

LINKED = 0.95
LEAST_WRITTEN = 0.005
BLOCKS = (
    block_on("nhs_number"), block_on("upn"), block_on("pnc_id"), block_on("dob", "first_name"),
    block_on("dob", "surname"), block_on("first_name", "surname", "postcode"), block_on("phone", "first_name"),
    block_on("dob", "postcode"),
)  # fmt: skip


def settings() -> SettingsCreator:
    """This will give the model."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_id",
        blocking_rules_to_generate_predictions=list(BLOCKS),
        comparisons=[
            cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=True, datetime_format="%Y-%m-%d"),
            cl.ExactMatch("sex"),
            cl.PostcodeComparison("postcode"),
            cl.LevenshteinAtThresholds("address", [2, 6]),
            cl.ExactMatch("phone").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("parent_name", [0.92]),
            cl.ExactMatch("nhs_number"),
            cl.ExactMatch("upn"),
            cl.ExactMatch("pnc_id"),
        ],
        retain_intermediate_calculation_columns=False,
    )


def run(in_dir: Path, out_dir: Path) -> float:
    """This will link with Splink and write our contract's files; gives the seconds it took."""
    started = time.monotonic()
    out_dir.mkdir(parents=True, exist_ok=True)
    files = [str(in_dir / name) for name in FILES if (in_dir / name).is_file()]
    rows = (
        duckdb.read_csv(files, all_varchar=True, union_by_name=True)
        .query(
            "said",
            """SELECT record_id, nullif(lower(trim(first_name)), '') first_name,
           nullif(lower(trim(surname)), '') surname, nullif(dob, '') dob, nullif(sex, '') sex,
           nullif(upper(replace(postcode, ' ', '')), '') postcode, nullif(lower(address), '') address,
           nullif(replace(phone, ' ', ''), '') phone, nullif(lower(parent_name), '') parent_name,
           nullif(nhs_number, '') nhs_number, nullif(upn, '') upn, nullif(pnc_id, '') pnc_id FROM said""",
        )
        .df()
    )
    api = DuckDBAPI()
    linker = Linker(api.register(rows), settings(), log_level=40)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("nhs_number"), block_on("first_name", "surname", "dob")], recall=0.8
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    third = block_on("postcode", "sex") if rows["sex"].notna().any() else block_on("postcode")
    for rule in (block_on("dob"), block_on("first_name", "surname"), third):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=LEAST_WRITTEN)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, LINKED)
    _write(out_dir / "pairs.csv", pairs, ("record_id_l", "record_id_r", "match_probability"))
    _write(out_dir / "clusters.csv", clusters, ("record_id", "cluster_id"))
    return time.monotonic() - started


def _write(path: Path, found, columns: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(columns)
        out.writerows(found.as_pandas_dataframe()[list(columns)].itertuples(index=False))


if __name__ == "__main__":
    print(round(run(Path(sys.argv[1]), Path(sys.argv[2])), 1))
