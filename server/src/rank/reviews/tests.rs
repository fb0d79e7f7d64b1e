//! What rows become, and how bad ones are named.

use super::*;
use crate::rank::rules::{Mapping, RulesFile};

const RULES: &str =
    "[columns]\nconflict = 'coi'\n[criteria]\na = 1\nb = { weight = 1, min = 0, max = 10 }";

fn read(text: &str, mapping: &str, rules: &str) -> Result<Jury, String> {
    let rules = RulesFile::parse(rules).unwrap();
    let mut columns = rules.columns;
    columns.0.extend(Mapping::parse(mapping).unwrap().0);
    let table = Table::read(text.as_bytes()).unwrap();
    let columns = Columns::find(&table.header, &columns, &rules.criteria)?;
    Jury::read(&table, &columns, &rules.criteria, 7)
}

fn reviews(jury: &Jury) -> Vec<(&str, &str, &[Option<i32>])> {
    let names = |review: &Review| (review.proposal as usize, review.juror as usize);
    let mut reviews: Vec<_> = (jury.scores.reviews.iter())
        .map(|own| (names(own), own.scores.as_slice()))
        .map(|((p, j), scores)| (jury.proposals[p].as_str(), jury.jurors[j].as_str(), scores))
        .collect();
    reviews.sort_unstable();
    reviews
}

#[test]
fn rows_become_reviews_of_named_proposals_and_jurors() {
    let text = "proposal;juror;a;b;coi\nZ;J1;7,25;1;\n'=A1;J2;8;0,5;no\nZ;J2;9;10;x\n";
    let jury = read(text, "", RULES).unwrap();
    assert_eq!(
        (&jury.proposals[..], &jury.jurors[..]),
        (
            &["=A1".to_owned(), "Z".into()][..],
            &["J1".to_owned(), "J2".into()][..]
        )
    );
    assert_eq!(
        reviews(&jury),
        [
            ("=A1", "J2", &[Some(800), Some(5)][..]),
            ("Z", "J1", &[Some(725), Some(10)][..])
        ]
    );
    let units: Vec<u32> = jury
        .scores
        .criteria
        .iter()
        .map(|own| own.units_per_point)
        .collect();
    assert_eq!(units, [100, 10]);
    assert_eq!(jury.notes.conflicts, 1);
    let key: [u8; 32] = Sha256::digest("7\nZ").into();
    assert_eq!(jury.scores.tie_keys[1], key);
}

#[test]
fn order_of_rows_does_not_matter() {
    let mut lines = ["P2,J1,8,1,", "P1,J3,7.5,2,", "P1,J1,NA,3,", "P3,J2,1,4,1"];
    let text = |lines: &[&str]| format!("proposal,juror,a,b,coi\n{}\n", lines.join("\n"));
    let mut one = read(&text(&lines), "", RULES).unwrap();
    lines.reverse();
    let mut other = read(&text(&lines), "", RULES).unwrap();
    for jury in [&mut one, &mut other] {
        jury.scores
            .reviews
            .sort_by_key(|review| (review.proposal, review.juror));
    }
    assert_eq!(
        (one.scores, one.proposals, one.jurors),
        (other.scores, other.proposals, other.jurors)
    );
}

#[test]
fn empty_score_makes_a_review_incomplete_and_cannot_judge_does_not() {
    let text = "proposal,juror,a,b,coi\nP1,J1,,3\nP1,J2,n/a,3\nP2,J1,-,NA\nP3,J1,5,";
    let jury = read(text, "", RULES).unwrap();
    assert_eq!(jury.notes.incomplete, [2, 5]);
    assert_eq!(
        reviews(&jury),
        [
            ("P1", "J2", &[None, Some(3)][..]),
            ("P2", "J1", &[None, None][..])
        ]
    );
    // A proposal is there even when nothing of it counts.
    assert_eq!(jury.scores.proposals, 3);
    let weightless = read(text, "", "[criteria]\na = 0\nb = 1").unwrap();
    assert_eq!(weightless.notes.incomplete, [5]);
    // Who judges something and not all; a criterion without weight does not matter.
    assert_eq!((jury.notes.partly, weightless.notes.partly), (1, 0));
}

#[test]
fn sectors_are_those_of_proposals_in_the_order_of_names() {
    let text =
        "proposal,juror,a,b,field\nP1,J1,1,1,water\nP2,J1,1,1,energy\nP1,J2,1,1,\nP3,J1,1,1,";
    let jury = read(text, "sector=field", "[criteria]\na = 1").unwrap();
    assert_eq!(jury.scores.sectors, [Some(1), Some(0), None]);
    assert!(
        read(text, "", "[criteria]\na = 1")
            .unwrap()
            .scores
            .sectors
            .is_empty()
    );
    let text = text.replace("P1,J2,1,1,", "P1,J2,1,1,energy");
    let refused = read(&text, "sector=field", "[criteria]\na = 1").unwrap_err();
    assert_eq!(
        refused,
        "line 4: column “field”: “energy”, but “water” for the same proposal on line 2"
    );
}

#[test]
fn bad_rows_are_named_by_line_and_column() {
    let text = "Proposal,Juror,a,b,coi\nP1,J1,x,3,\n,J1,1,11,\nP1,,1,NaN,\nP1,J1,1,inf,maybe\nP2,J2,bad,bad,yes";
    assert_eq!(
        read(text, "", RULES)
            .unwrap_err()
            .lines()
            .collect::<Vec<_>>(),
        [
            "line 2: column “a”: “x” is not a number",
            "line 3: column “Proposal”: is empty",
            "line 4: column “Juror”: is empty",
            "line 5: proposal “P1” and juror “J1” are on line 2 already",
            "line 5: column “coi”: “maybe” is neither yes nor no",
            "line 5: column “b”: “inf” is not a number",
        ]
    );
    let text = "proposal,juror,a,b,coi\nP1,J1,1,10.01,\nP1,J2,1,-1,\nP1,J3,1,10,";
    assert_eq!(
        read(text, "", RULES)
            .unwrap_err()
            .lines()
            .collect::<Vec<_>>(),
        [
            "line 2: column “b”: “10.01” is above 10, the highest of the scale",
            "line 3: column “b”: “-1” is below 0, the lowest of the scale",
        ]
    );
    let text = "proposal,juror,a,b,coi\nP1,J1,3e9,10,";
    let refused = read(text, "", RULES).unwrap_err();
    assert_eq!(
        refused,
        "the scores in column “a” are larger than 2,147,483,647"
    );
}

#[test]
fn conflicts_are_read_as_programs_write_them() {
    let cells = ["1.0", "X", "true", "0.0", "-", "", "No"];
    let rows = (0..).zip(cells);
    let rows: String = rows
        .map(|(at, cell)| format!("P{at},J1,1,1,{cell}\n"))
        .collect();
    let jury = read(&format!("proposal,juror,a,b,coi\n{rows}"), "", RULES).unwrap();
    assert_eq!((jury.notes.conflicts, jury.scores.reviews.len()), (3, 4));
}

#[test]
fn endless_digits_are_rounded_and_noted() {
    let text = "proposal,juror,a,b,coi\nP1,J1,8.66666666666667,3,\nP2,J1,8,3,";
    let jury = read(text, "", RULES).unwrap();
    assert_eq!(jury.notes.rounded, [("a".to_owned(), 8)]);
    assert_eq!(jury.scores.reviews[0].scores[0], Some(866_666_667));
}
