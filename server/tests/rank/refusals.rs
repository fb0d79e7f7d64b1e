//! Every reason to refuse: told by line and column, with a failing exit code and nothing on standard output.

use super::{RULES, SKATING, rank, rules_file, text};

#[test]
fn every_reason_to_refuse_is_told_and_nothing_is_written() {
    let head = "proposal,juror,score\n";
    for (arguments, input, reason) in [
        ("", "", "standard input: the file is empty"),
        ("", head, "standard input: there is no row below the header"),
        (
            "",
            "P1,J1,7\nP2,J1,8\n",
            "standard input: there is no column “proposal” among “P1”, “J1”, “7”",
        ),
        (
            "--columns score=points",
            "proposal,juror,score\nA,J,1",
            "there is no column “points” among “proposal”, “juror”, “score”",
        ),
        (
            "--sector field",
            "proposal,juror,score\nA,J,1",
            "there is no column “field”",
        ),
        (
            "",
            "proposal,juror,score\nA,J,1\nA,K,1x\n",
            "standard input: line 3: column “score”: “1x” is not a number",
        ),
        (
            "",
            "proposal,juror,score\nA,J,NaN\n",
            "line 2: column “score”: “NaN” is not a number",
        ),
        (
            "",
            "proposal,juror,score\nA,J,1\n\nA,,1\n",
            "line 4: column “juror”: is empty",
        ),
        (
            "",
            "proposal,juror,score\nA,J,1\nA,J,2\n",
            "line 3: proposal “A” and juror “J” are on line 2 already",
        ),
        (
            "",
            "proposal,juror,score\nA,J,1,2\n",
            "line 2: 4 cells where the header has 3",
        ),
        (
            "",
            "proposal,juror,score\nA,J,\"1\nB,J,2\n",
            "line 2: a quote (\") is never closed",
        ),
        (
            "",
            "proposal,juror,score\nA,J,\nB,J,NA\n",
            "there is no review that can be counted",
        ),
        (
            "",
            "proposal,juror,score\nA,J,3000000000\n",
            "the scores in column “score” are larger than",
        ),
        (
            "",
            "proposal,juror,score\nA,J,1e-12\nA,K,2e-12\n",
            "have too many digits for their size",
        ),
        (
            "--seats 0",
            "proposal,juror,score\nA,J,1",
            "0 is not in 1..",
        ),
        (
            "--draws 1000001",
            "proposal,juror,score\nA,J,1",
            "1000001 is not in 0..=1000000",
        ),
        (
            "--columns colour=blue",
            "",
            "“colour” is not one of proposal, juror, score, sector, conflict",
        ),
        ("--rules nowhere.toml", "", "nowhere.toml: "),
    ] {
        let words = ["-"].into_iter().chain(arguments.split_whitespace());
        let output = rank(&words.collect::<Vec<_>>(), input.as_bytes());
        let told = text(&output.stderr);
        assert!(told.contains(reason), "{told} and not {reason}");
        assert!(!told.contains("panicked"), "{told}");
        assert!(!output.status.success(), "{reason}");
        assert_eq!(text(&output.stdout), "", "{reason}");
    }
    let output = rank(&["nowhere.csv"], b"");
    assert!(text(&output.stderr).starts_with("icumi: nowhere.csv: "));
    assert_eq!(output.status.code(), Some(1));
    let output = rank(&["-"], b"proposal,juror,score\nA,J,1\nCaf\xe9,J,1\n");
    let told = text(&output.stderr);
    assert!(
        told.contains("standard input: line 3 is not UTF-8 text"),
        "{told}"
    );
}

#[test]
fn bad_rules_are_refused_with_the_name_of_their_file() {
    let (_folder, rules) = rules_file("[criteria]\nc1 = -1\n");
    let output = rank(&["-", "--rules", &rules], SKATING.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert_eq!(
        told,
        format!("icumi: {rules}: [criteria]: c1 has a negative weight\n")
    );
    let (_folder, rules) = rules_file("seats = 0\n");
    let told = text(&rank(&["-", "--rules", &rules], SKATING.as_bytes()).stderr);
    assert_eq!(
        told,
        format!("icumi: {rules}: seats is 0: there is no seat to win\n")
    );
    let (_folder, rules) = rules_file(&RULES.replace("max = 10", "max = 9"));
    let output = rank(&["-", "--rules", &rules], SKATING.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(
        told.contains("is above 9, the highest of the scale"),
        "{told}"
    );
}
