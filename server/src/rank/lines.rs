//! The answer with `--format csv`: the proposals by rank, for a spreadsheet. Columns are named as in JSON; numbers have full
//! precision, what is absent is empty. Names that a spreadsheet would run as a formula get an apostrophe before them.

use super::json::{Answer, Proposal};
use domain::exports::guarded;
use std::io;

const COLUMNS: [&str; 13] = [
    "rank",
    "id",
    "scores",
    "raw_mean",
    "effect",
    "adjusted",
    "interval_90_low",
    "interval_90_high",
    "rank_interval_90_low",
    "rank_interval_90_high",
    "p_selected",
    "selected",
    "close_call",
];

/// The bytes of the file.
///
/// # Errors
/// Only when memory cannot be had; the writer has no other reason.
pub fn written(answer: &Answer) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for proposal in &answer.proposals {
        writer.write_record(cells(proposal))?;
    }
    writer
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))
}

fn cells(proposal: &Proposal) -> [String; COLUMNS.len()] {
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    let rank = |rank: Option<u32>| rank.map(|rank| rank.to_string()).unwrap_or_default();
    let word = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    [
        proposal.rank.to_string(),
        guarded(&proposal.id),
        proposal.scores.to_string(),
        number(proposal.raw_mean),
        number(Some(proposal.effect)),
        number(Some(proposal.adjusted)),
        number(proposal.interval_90.map(|ends| ends.0)),
        number(proposal.interval_90.map(|ends| ends.1)),
        rank(proposal.rank_interval_90.map(|ends| ends.0)),
        rank(proposal.rank_interval_90.map(|ends| ends.1)),
        number(proposal.p_selected),
        word(proposal.selected),
        word(proposal.close_call),
    ]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::json::tests::answer;
    use super::*;

    #[test]
    fn names_that_a_spreadsheet_would_run_are_guarded_and_absent_numbers_are_empty() {
        let text = String::from_utf8(written(&answer()).unwrap()).unwrap();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], COLUMNS.join(","));
        assert_eq!(
            lines[1],
            "1,'=SUM(A1),2,7.125,0.1,7.1,6.5,7.75,1,2,0.65,yes,yes"
        );
        assert_eq!(lines[2], "2,\"P, \"\"2\"\"\",0,,-0.5,6.5,,,,,,no,no");
        assert_eq!(lines[3..], [""]);
    }
}
