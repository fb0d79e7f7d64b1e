//! `icumi rank` as people run it: the real binary, real scores, lme4's and JAGS's figures, and every reason to refuse.
#![allow(clippy::unwrap_used)]

mod refusals;

use serde_json::Value;
use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

/// BuzzFeed News, from ISU protocols, CC BY 4.0; see the folder's README.
const SKATING: &str = include_str!("../../../app/ranking/tests/data/skating_men_free.csv");
const COLUMNS: &str = "proposal=item,juror=rater,score=y";
/// Of the scores, in points: tolerances of effects are a millionth of it.
const SD: f64 = 1.0;
/// Probability of being among the first ten, by JAGS 4 (ref_skating_men_free_nocoi_jags_top10.csv).
const JAGS: [(&str, f64); 5] = [
    ("P195", 0.9999375),
    ("P099", 0.479375),
    ("P034", 0.3670625),
    ("P178", 0.3534375),
    ("P001", 0.0635),
];

const RULES: &str = r#"
[columns]
proposal = "item"
juror = "rater"
conflict = "coi"

[criteria]
c1 = 20
c2 = { weight = 20, min = 0, max = 10 }
c3 = 20
c4 = 20
c5 = 20
"#;

fn skating_path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../app/ranking/tests/data/skating_men_free.csv")
}

/// Runs the command with something on its standard input.
fn rank(arguments: &[&str], input: &[u8]) -> Output {
    let mut process = Command::new(env!("CARGO_BIN_EXE_icumi"))
        .arg("rank")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = process.stdin.take().unwrap();
    let input = input.to_vec();
    // Beside reading, so that neither waits for the other; a command that refuses its options reads nothing.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = process.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The answer in the given format; fails where the command did.
fn answered(arguments: &[&str], input: &[u8]) -> String {
    let output = rank(arguments, input);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

fn json(arguments: &[&str], input: &[u8]) -> Value {
    let arguments = [arguments, &["--format", "json"]].concat();
    serde_json::from_str(&answered(&arguments, input)).unwrap()
}

fn rules_file(rules: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.toml");
    fs::write(&path, rules).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

fn assert_close(found: &Value, expected: f64, tolerance: f64) {
    let found = found.as_f64().unwrap();
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} and not {expected}"
    );
}

fn named<'a>(list: &'a Value, id: &str) -> &'a Value {
    let list = list.as_array().unwrap();
    list.iter().find(|own| own["id"] == id).unwrap()
}

#[test]
fn skating_with_criteria_and_conflicts_agrees_with_lme4_and_jags() {
    let (_folder, rules) = rules_file(RULES);
    let path = skating_path();
    let arguments = [path.to_str().unwrap(), "--rules", &rules, "--draws", "4000"];
    let found = json(&arguments, b"");

    // lme4 1.1-31, REML, y ~ 1 + (1|item) + (1|rater), rows with coi 0: ref_skating_men_free_nocoi_summary.csv.
    assert_eq!(found["observations"], 1820);
    for (component, expected) in [
        ("proposal", 0.915560940731817),
        ("juror", 0.0128847455241003),
        ("residual", 0.101654253142814),
    ] {
        assert_close(&found["variance"][component], expected, 2e-6 * expected);
    }
    assert_eq!(found["variance"]["sector"], Value::Null);
    assert_close(&found["intercept"], 7.74380066290481, 1e-6 * SD);
    assert_close(&found["reml_criterion"], 2049.88710733074, 1e-6);
    // ref_skating_men_free_nocoi_blup_item.csv and _blup_rater.csv.
    let proposals = &found["proposals"];
    let first = named(proposals, "P001");
    assert_eq!(first["scores"], 8);
    assert_close(&first["raw_mean"], 9.09375, 1e-12);
    assert_close(&first["effect"], 1.32779052384938, 1e-6 * SD);
    assert_close(
        &first["adjusted"],
        7.74380066290481 + 1.32779052384938,
        2e-6 * SD,
    );
    let juror = named(&found["jurors"], "J001");
    assert_eq!(juror["scores"], 32);
    assert_close(&juror["severity"], 0.133741856591754, 1e-6 * SD);
    let listed = |list: &Value| list.as_array().unwrap().len();
    assert_eq!((listed(proposals), listed(&found["jurors"])), (218, 97));
    let seated = |own: &&Value| own["selected"] == true;
    let ten = proposals.as_array().unwrap().iter().filter(seated);
    let ten: Vec<&str> = ten.map(|own| own["id"].as_str().unwrap()).collect();
    assert_eq!(
        ten,
        [
            "P195", "P199", "P154", "P200", "P196", "P031", "P007", "P166", "P099", "P034"
        ]
    );
    // 4,000 draws have a standard error of 0.008.
    for (id, p_top) in JAGS {
        assert_close(&named(proposals, id)["p_selected"], p_top, 0.025);
    }
    assert_eq!(
        found["warnings"],
        serde_json::json!([{
            "kind": "conflicts_left_out",
            "rows": 142,
            "message": "142 rows with a conflict of interest are left out"
        }])
    );
}

#[test]
fn skating_from_standard_input_agrees_with_lme4() {
    let arguments = ["-", "--columns", COLUMNS, "--draws", "0"];
    let found = json(&arguments, SKATING.as_bytes());
    // All rows: ref_skating_men_free_summary.csv, _blup_item.csv and _blup_rater.csv.
    assert_eq!(found["observations"], 1962);
    assert_close(&found["variance"]["proposal"], 0.919009621154797, 2e-6);
    assert_close(&found["variance"]["juror"], 0.0119740960212046, 2e-8);
    assert_close(&found["variance"]["residual"], 0.104360461534041, 2e-7);
    assert_close(&found["reml_criterion"], 2191.18166727101, 1e-6);
    assert_close(
        &named(&found["proposals"], "P001")["effect"],
        1.33901424424816,
        1e-6 * SD,
    );
    assert_close(
        &named(&found["jurors"], "J001")["severity"],
        0.109898562444261,
        1e-6 * SD,
    );
    assert_eq!(found["proposals"][0]["p_selected"], Value::Null);
    assert_eq!(found["warnings"], serde_json::json!([]));
}

#[test]
fn same_scores_give_the_same_bytes_however_the_spreadsheet_was_saved() {
    let arguments = [
        "-",
        "--columns",
        COLUMNS,
        "--draws",
        "200",
        "--format",
        "json",
    ];
    let plain = answered(&arguments, SKATING.as_bytes());
    let (header, rows) = SKATING.split_once('\n').unwrap();
    let turned: Vec<&str> = rows.lines().rev().collect();
    let turned = format!("{header}\n{}", turned.join("\n"));
    assert_eq!(answered(&arguments, turned.as_bytes()), plain);
    let european = SKATING
        .replace(',', ";")
        .replace('.', ",")
        .replace('\n', "\r\n");
    let european = format!("\u{feff}{european}");
    assert_eq!(answered(&arguments, european.as_bytes()), plain);
    let other_seed = [&arguments[..], &["--seed", "2"]].concat();
    assert_ne!(answered(&other_seed, SKATING.as_bytes()), plain);
}

#[test]
fn sectors_are_a_random_effect() {
    let arguments = [
        "-",
        "--columns",
        COLUMNS,
        "--draws",
        "0",
        "--sector",
        "competition",
    ];
    let found = json(&arguments, SKATING.as_bytes());
    assert!(found["variance"]["sector"].as_f64().unwrap() > 0.0);
    assert!(found["variance"]["proposal"].as_f64().unwrap() < 0.919);
}

const SMALL: &str = "proposal,juror,score\n=A,J1,7\n=A,J2,8.5\nB,J1,5\nB,J2,\n";

#[test]
fn table_is_for_people() {
    let table = answered(&["-", "--seats", "1", "--draws", "0"], SMALL.as_bytes());
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("3 reviews of 2 proposals by 2 jurors"));
    let ranked: Vec<&str> = lines.skip_while(|line| !line.starts_with("rank")).collect();
    assert_eq!(
        ranked[0],
        "rank  proposal  scores  mean  adjusted  90 % interval  ranks  chance"
    );
    let first: Vec<&str> = ranked[1].split_whitespace().collect();
    assert_eq!(
        (&first[..4], first[5]),
        (&["1", "=A", "2", "7.75"][..], "selected")
    );
    assert!(ranked[2].starts_with("----"), "{}", ranked[2]);
    assert!(
        table.ends_with("Note: not counted, because a score is missing: line 5.\n"),
        "{table}"
    );
}

#[test]
fn csv_is_safe_for_spreadsheets_and_warns_elsewhere() {
    let arguments = ["-", "--seats", "1", "--draws", "0", "--format", "csv"];
    let output = rank(&arguments, SMALL.as_bytes());
    let out = text(&output.stdout);
    let lines: Vec<&str> = out.split("\r\n").collect();
    assert!(lines[0].starts_with("rank,id,scores,raw_mean,effect,adjusted,"));
    assert!(lines[1].starts_with("1,'=A,2,7.75,"), "{}", lines[1]);
    assert_eq!((lines.len(), lines[3]), (4, ""));
    let warned = text(&output.stderr);
    assert_eq!(
        warned,
        "icumi: not counted, because a score is missing: line 5\n"
    );
}

#[test]
fn answer_to_a_closed_pipe_is_no_failure() {
    let mut input = "proposal,juror,score\n".to_owned();
    for proposal in 0..5_000 {
        input += &format!("P{proposal},J{},{}\n", proposal % 7, proposal % 10);
    }
    let mut process = Command::new(env!("CARGO_BIN_EXE_icumi"))
        .args(["rank", "-", "--draws", "0", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(process.stdout.take());
    process
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = process.wait_with_output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success());
}
