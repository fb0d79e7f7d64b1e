//! From the bytes of a file to the answer, with whatever bytes there may be.

use super::*;
use clap::Parser;
use proptest::prelude::*;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    options: Options,
}

fn options(line: &str) -> Options {
    let words = line.split_whitespace();
    Line::try_parse_from(["rank", "-"].into_iter().chain(words))
        .unwrap()
        .options
}

fn answer(line: &str, rules: &str, text: &str) -> Result<Answer, String> {
    let rules = RulesFile::parse(rules)?;
    Plan::new(&options(line), &rules)?.answer(text.as_bytes())
}

fn kinds(answer: &Answer) -> Vec<&What> {
    answer
        .warnings
        .iter()
        .map(|warning| &warning.what)
        .collect()
}

/// Each proposal by three jurors of whom the second is a point stricter.
const THREE: &str = "proposal,juror,score\nA,J1,9\nA,J2,8\nB,J1,7\nB,J3,7\nC,J2,5\nC,J3,6\n";

#[test]
fn command_line_counts_more_than_the_rules_file() {
    let rules = RulesFile::parse("seats = 3\ndraws = 5\nseed = 9\nguard = true\n[columns]\njuror = 'a'\nsector = 's'\nscore = 'y'").unwrap();
    let plan = Plan::new(&options(""), &rules).unwrap();
    let expected = Rules {
        seats: 3,
        draws: 5,
        seed: 9,
        guard: true,
        sector_effect: true,
    };
    assert_eq!(plan.rules, expected);
    assert_eq!(plan.criteria[0].column, "y");
    let plan = Plan::new(
        &options("--seats 1 --draws 0 --seed 2 --columns juror=b,score=z --sector t"),
        &rules,
    )
    .unwrap();
    assert_eq!(
        plan.rules,
        Rules {
            seats: 1,
            draws: 0,
            seed: 2,
            ..expected
        }
    );
    assert_eq!(
        (
            plan.columns.0["juror"].as_str(),
            plan.columns.0["sector"].as_str()
        ),
        ("b", "t")
    );
    assert_eq!(plan.criteria[0].column, "z");
    let plan = Plan::new(&options(""), &RulesFile::default()).unwrap();
    assert_eq!(
        plan.rules,
        Rules {
            seats: 10,
            draws: 20_000,
            seed: 1,
            guard: false,
            sector_effect: false
        }
    );
    assert_eq!(plan.criteria[0].column, "score");
}

#[test]
fn contradictory_and_excessive_rules_are_refused() {
    assert_eq!(
        answer("--columns score=y", "[criteria]\na = 1", THREE).unwrap_err(),
        "the rules name criteria, so that column “y” cannot be the score too"
    );
    assert_eq!(
        answer("", "draws = 2000000", THREE).unwrap_err(),
        "2000000 draws are more than 1000000"
    );
    assert_eq!(
        answer("", "seats = 0", THREE).unwrap_err(),
        "seats is 0: there is no seat to win"
    );
}

#[test]
fn limits_of_the_scores_become_warnings_with_names() {
    let more = "D,J4,5\nE,J1,NA\nF,J1,\n";
    let found = answer("--draws 100 --seats 2", "", &format!("{THREE}{more}")).unwrap();
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        kinds(&found),
        [
            &What::Disconnected {
                islands: vec![names(&["A", "B", "C"]), names(&["D"])]
            },
            &What::Unscored {
                proposals: names(&["E", "F"]),
                seats_by_tie: 0
            },
            &What::EmptyReviews {
                reviews: vec![("E".into(), "J1".into())]
            },
            &What::IncompleteReviews { lines: vec![10] },
        ]
    );
    assert_eq!(
        (
            found.observations,
            found.proposals.len(),
            found.jurors.len()
        ),
        (7, 6, 4)
    );
    assert_eq!(found.proposals[5].raw_mean, None);
}

#[test]
fn seats_that_the_tie_rule_gives_to_unscored_proposals_are_told() {
    let text = format!("{THREE}D,J1,\nE,J1,\n");
    let told = |seats: u32| {
        let found = answer(&format!("--draws 0 --seats {seats}"), "", &text).unwrap();
        let unscored = |own: &&json::Warning| matches!(own.what, What::Unscored { .. });
        let own = found.warnings.iter().find(unscored);
        own.unwrap().message.clone()
    };
    let last = "last, without a counted review: “D”, “E”";
    assert_eq!(told(3), last);
    let seated = format!("{last}, and 1 of them gets a seat by the tie rule");
    assert_eq!(told(4), seated);
    assert_eq!(told(5), last);
}

#[test]
fn more_seats_than_proposals_select_all() {
    let found = answer("--draws 100", "", THREE).unwrap();
    assert_eq!(kinds(&found), [&What::SeatsCoverAll]);
    assert!(
        found
            .proposals
            .iter()
            .all(|proposal| proposal.selected && proposal.p_selected == Some(1.0))
    );
}

#[test]
fn ties_follow_the_seed_and_the_name_whatever_the_order_of_rows() {
    let rows = ["A,J1,5", "B,J1,5", "C,J1,5", "D,J1,5"];
    let order = |seed: u64, rows: &[&str]| {
        let text = format!("proposal,juror,score\n{}", rows.join("\n"));
        let found = answer(&format!("--seed {seed}"), "", &text).unwrap();
        found
            .proposals
            .into_iter()
            .map(|proposal| proposal.id)
            .collect::<Vec<_>>()
            .concat()
    };
    // printf '1\nA' | sha256sum, and so on.
    assert_eq!(order(1, &rows), "DBCA");
    assert_eq!(order(2, &rows), "ADCB");
    let mut turned = rows;
    turned.reverse();
    assert_eq!(order(1, &turned), order(1, &rows));
}

#[test]
fn nothing_to_rank_is_refused_with_what_was_left_out() {
    let text = "proposal,juror,score,coi\nA,J1,5,yes\nA,J2,,no\n";
    assert_eq!(
        answer("--columns conflict=coi", "", text).unwrap_err(),
        "there is no review that can be counted\n1 row with a conflict of interest is left out\nnot counted, because a score is missing: \
         line 3"
    );
}

#[test]
fn noisy_juror_is_flagged_and_only_weighed_down_by_rule() {
    let mut text = "proposal,juror,score\n".to_owned();
    for proposal in 0..40 {
        for juror in 0..5 {
            let noise = (proposal * 7 + juror * 3) % 5;
            let rogue = if juror == 4 { (proposal * 13) % 31 } else { 0 };
            text += &format!("P{proposal},J{juror},{}\n", proposal + noise + rogue);
        }
    }
    let plain = answer("--draws 0", "", &text).unwrap();
    let flags = |answer: &Answer| {
        answer
            .jurors
            .iter()
            .map(|juror| juror.flagged)
            .collect::<Vec<_>>()
    };
    assert_eq!(flags(&plain), [false, false, false, false, true]);
    let guarded = answer("--draws 0", "guard = true", &text).unwrap();
    assert_eq!(flags(&guarded), flags(&plain));
    assert!(guarded.variance.residual < plain.variance.residual);
}

const ODD: &[&str] = &[
    "",
    "7",
    "7.25",
    "7,5",
    "NA",
    "NaN",
    "1e9",
    "-3",
    "\"",
    "\"a\"",
    "'=1",
    "P1",
    "J1",
    "yes",
    "8.666666666666666",
];

/// Cells as nobody should write them.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => proptest::sample::select(ODD).prop_map(str::to_owned),
        1 => ".{0,4}",
    ]
}

fn sheet() -> impl Strategy<Value = String> {
    let row = proptest::collection::vec(cell(), 0..6);
    let rows = proptest::collection::vec(row, 0..12);
    let parts = proptest::sample::select(&[",", ";", "\t"][..]);
    let ends = proptest::sample::select(&["\n", "\r\n", "\r"][..]);
    (rows, parts, ends).prop_map(|(rows, part, end)| {
        let header = ["proposal", "juror", "score", "coi", "s"].join(part);
        let rows: Vec<String> = rows.iter().map(|row| row.join(part)).collect();
        format!("{header}{end}{}", rows.join(end))
    })
}

/// A table without a bad row, so that the ranking itself is reached.
fn sound() -> impl Strategy<Value = String> {
    let row = ("[0-9]{1,9}(\\.[0-9]{1,15})?", "[01]");
    proptest::collection::hash_map(0..25u8, row, 1..20).prop_map(|rows| {
        let line = |(pair, (score, coi)): (u8, (String, String))| {
            let (proposal, juror) = (pair % 5, pair / 5);
            format!("P{proposal},J{juror},{score},{coi},s{}\n", proposal % 2)
        };
        let lines: String = rows.into_iter().map(line).collect();
        format!("proposal,juror,score,coi,s\n{lines}")
    })
}

/// Ranks, looks at the answer, and gives back why there is none.
fn holds(line: &str, bytes: &[u8]) -> Option<String> {
    let plan = Plan::new(&options(line), &RulesFile::default()).unwrap();
    let found = match plan.answer(bytes) {
        Ok(found) => found,
        Err(what) => return Some(what),
    };
    assert!(found.observations > 0);
    let ranks: Vec<u32> = found
        .proposals
        .iter()
        .map(|proposal| proposal.rank)
        .collect();
    assert_eq!(
        ranks,
        (1..=found.proposals.len() as u32).collect::<Vec<_>>()
    );
    assert!(
        found.intercept.is_finite() && found.proposals.iter().all(|own| own.effect.is_finite())
    );
    assert!(shown::table(&found).lines().count() > found.proposals.len());
    // What is written for spreadsheets can be read again.
    Table::read(&lines::written(&found).unwrap()).unwrap();
    json::written(&found).unwrap();
    None
}

const LINE: &str = "--draws 10 --seats 2 --columns conflict=coi --sector s";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_bytes_are_ranked_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        holds(LINE, &bytes);
        let mut below = b"proposal,juror,score,coi,s\n".to_vec();
        below.extend(bytes);
        holds(LINE, &below);
    }

    #[test]
    fn any_table_is_ranked_or_refused(text in sheet()) {
        holds(LINE, text.as_bytes());
    }

    #[test]
    fn sound_table_is_ranked(text in sound()) {
        if let Some(what) = holds(LINE, text.as_bytes()) {
            let limit = ["there is no review that can be counted", "have too many digits for their size"];
            prop_assert!(limit.iter().any(|limit| what.contains(limit)), "{}", what);
        }
    }

    #[test]
    fn any_rules_are_taken_or_refused(text in "(\\[columns\\]|\\[criteria\\]|seats|seed|a|b|score|=|\\{|\\}|\"|[0-9.\\-]|\\n| ){0,30}|\\PC{0,60}") {
        if let Ok(rules) = RulesFile::parse(&text) {
            let plan = Plan::new(&options("--draws 2"), &rules);
            let _ = plan.and_then(|plan| plan.answer(b"proposal,juror,a,b,score\nP,J,1,2,3\n"));
        }
    }
}
