import csv
import io
import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_read_prints_a_table_by_report_and_a_summary(run: Run, report: Path) -> None:
    result = run("read", report)
    assert result.exit_code == 0
    assert result.stderr == ""
    title, _, *rest = result.stdout.splitlines()
    assert title == "first  Meridian Wire · 3 Feb 2025 · 2 claims"
    told = "\n".join(rest)
    for part in ("fate: killed", "Nepal, Central Asia → Russia", "at least 6", "Jan 2025", "hedged", "by Italy"):
        assert part in told
    assert "migrants, workers; 2,000–3,000 USD a month; in Ukraine" in told
    assert "“Six Nepalis died, Reuters says.” – Reuters, citing Nepal's army" in told
    assert "“Rome denied it.” – the report itself" in told
    assert rest[-1] == "1 report read, 2 claims in 1 of them."


def test_read_summary_counts_types_origins_and_sources(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "second.txt").write_text(" date 2025-02-03 \nFive more died.")
    summary = [line.split() for line in run("read", tmp_path).stdout.splitlines()]
    assert ["2", "reports", "read,", "3", "claims", "in", "2", "of", "them."] in summary
    words = " ".join(" ".join(line) for line in summary)
    assert "fate 2 – 2" in words
    assert "response 1 – 1" in words
    assert "Central Asia 2 – 2" in words
    assert "Nepal's army 2 – 2" in words


def test_read_prints_each_claim_as_a_line_of_json(run: Run, report: Path) -> None:
    result = run("read", report, "--format", "jsonl")
    fate, denial = map(json.loads, result.stdout.splitlines())
    assert fate["type"] == "fate"
    assert fate["count"] == [6, None]
    assert fate["report"] == "first"
    assert denial["actor"] == "IT"
    assert "words" not in fate


def test_read_prints_csv_with_a_column_for_each_end(run: Run, report: Path) -> None:
    fate, denial = csv.DictReader(io.StringIO(run("read", report, "--format", "csv").stdout))
    assert (fate["count_min"], fate["count_max"]) == ("6", "")
    assert (fate["amount_min"], fate["amount_max"], fate["currency"], fate["per"]) == ("2000", "3000", "USD", "month")
    assert (fate["time_from"], fate["time_to"]) == ("2025-01-01", "2025-01-31")
    assert fate["origins"] == "NP; Central Asia"
    assert fate["source"] == "Reuters; Nepal's army"
    assert (denial["quote"], denial["origins"], denial["currency"]) == ("Rome denied it.", "", "")


def test_read_only_keeps_the_types_that_are_wanted(run: Run, report: Path) -> None:
    lines = run("read", report, "--only", "response", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["response"]
    both = run("read", report, "--only", "response", "--only", "fate", "--format", "jsonl").stdout.splitlines()
    assert len(both) == 2


def test_read_explain_tells_rule_words_and_reasons(run: Run, report: Path) -> None:
    table = run("read", report, "--explain").stdout
    assert "rule  fate.killed, from “died”" in table
    assert "count “six” stands before the people" in table
    line = json.loads(run("read", report, "--explain", "--format", "jsonl").stdout.splitlines()[0])
    assert line["words"] == ["died"]
    assert line["reasons"] == [{"field": "count", "reason": "“six” stands before the people"}]


def test_read_lang_reaches_the_reader(run: Run, report: Path) -> None:
    assert json.loads(run("read", report, "--lang", "nl", "--format", "jsonl").stdout.splitlines()[0])["language"] == "nl"


def test_read_takes_standard_input(run: Run) -> None:
    result = run("read", "-", "--format", "jsonl", input=" date 2025-01-01 \nTwo died.")
    assert json.loads(result.stdout)["report"] == "stdin"
    assert result.exit_code == 0


def test_read_out_writes_a_file_for_each_report_and_prints_the_summary(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/none.txt").write_text(" date 2025-01-01 \nNothing happened.")
    out = tmp_path / "new/claims"
    result = run("read", tmp_path, "--out", out)
    assert [json.loads(line)["type"] for line in (out / "first.jsonl").read_text().splitlines()] == ["fate", "response"]
    assert (out / "deep/none.jsonl").read_text() == ""
    assert "2 reports read, 2 claims in 1 of them." in result.stdout
    assert "“Six Nepalis" not in result.stdout


def test_read_out_takes_names_that_are_no_characters(run: Run, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(" date 2025-01-01 \nThree men died.")
    result = run("read", path, "--out", tmp_path / "claims")
    assert result.exit_code == 0
    (line,) = (tmp_path / "claims" / os.fsdecode(b"caf\xe9.jsonl")).read_text().splitlines()
    assert json.loads(line)["type"] == "fate"


def test_read_out_tells_what_cannot_be_written(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "claims/first.jsonl").mkdir(parents=True)
    result = run("read", report, "--out", tmp_path / "claims")
    assert result.exit_code == 1
    assert result.stderr == f"{tmp_path}/claims/first.jsonl cannot be written: Is a directory; choose another folder for --out\n"


def test_read_out_also_prints_in_the_format_that_is_asked_for(run: Run, report: Path, tmp_path: Path) -> None:
    result = run("read", report, "--out", tmp_path / "claims", "--format", "jsonl")
    assert result.stdout == (tmp_path / "claims/first.jsonl").read_text()


def test_read_sets_bad_input_aside_with_a_line_each_and_reads_the_rest(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "a-empty.txt").touch()
    (tmp_path / "b-binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "c-unknown.txt").write_text(" date 2025-01-01 \ndansk")
    (tmp_path / "d-defect.txt").write_text(" date 2025-01-01 \nmislukt")
    with (tmp_path / "e-large.txt").open("wb") as file:
        file.truncate(50_000_000)
    result = run("read", tmp_path / "nowhere", tmp_path)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert [line.split(": ")[1].rpartition("/")[2] for line in lines] == [
        "nowhere", "a-empty.txt", "b-binary.txt", "c-unknown.txt", "d-defect.txt", "e-large.txt",
    ]  # fmt: skip
    for line, reason in zip(lines, ("no such file", "empty", "binary", "Danish", "RuntimeError", "10 MB"), strict=True):
        assert line.startswith("set aside: ")
        assert reason in line
    assert "1 report read, 2 claims in 1 of them, 6 set aside." in result.stdout


def test_read_notes_a_missing_date_and_an_old_encoding(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Trois étudiants ont été enrôlés à Dakar. Un soldat died.".encode("cp1252"))
    result = run("read", path)
    encoding, undated = result.stderr.splitlines()
    assert encoding == f"note: {path}: is not UTF-8; read as windows-1252"
    assert undated.startswith(f"note: {path}: has no date")
    assert result.exit_code == 0


def test_read_cannot_be_made_to_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b[2J.txt"
    path.write_text(" date 2025-01-01 \nThree \x1b[31mmen\x07 died [bold]here[/bold] :smile:. " + "And so on and on. " * 40)
    output = run("read", path, "--explain").output + run("read", f"{path}x").output
    assert "\x1b" not in output
    assert "\x07" not in output
    assert "[bold]here[/bold] :smile:" in output


def test_read_prints_no_blanks_at_the_ends_of_lines(run: Run, report: Path) -> None:
    assert not [line for line in run("read", report).stdout.splitlines() if line.endswith(" ")]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--only", "fates"], "there is no type 'fates'; there are: recruitment, inducement"),
        (["--lang", "xx"], "there are no words for 'xx'; there are: "),
        (["--format", "xml"], "--format"),
        (["--explain", "--format", "csv"], "cannot be used with --format csv"),
        (["--out", "/dev/null/x"], "cannot be made a folder"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_read_refuses_wrong_usage_with_status_2(run: Run, report: Path, arguments: list[str], told: str) -> None:
    result = run("read", report, *arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == ""


def test_read_without_a_path_is_wrong_usage(run: Run) -> None:
    assert run("read").exit_code == 2
