//! The answer as a table at a terminal (`--format table`): rounded to what means something.

use super::json::{Answer, Juror, Proposal};

/// Longest name shown whole.
const LONGEST: usize = 40;

/// The lines, each with its end.
#[must_use]
pub fn table(answer: &Answer) -> String {
    let digits = digits(answer);
    let mut text = summary(answer, digits);
    let seats = answer
        .proposals
        .iter()
        .filter(|proposal| proposal.selected)
        .count();
    let header = [
        "rank",
        "proposal",
        "scores",
        "mean",
        "adjusted",
        "90 % interval",
        "ranks",
        "chance",
        "",
    ];
    let rows = answer
        .proposals
        .iter()
        .map(|proposal| proposal_row(proposal, digits))
        .collect();
    let mut lines = aligned(header.map(str::to_owned), rows, 1);
    if seats < answer.proposals.len() {
        lines.insert(1 + seats, "-".repeat(lines[0].trim_end().chars().count()));
    }
    text.push_str(&joined(&lines));
    let header = ["juror", "scores", "severity", ""].map(str::to_owned);
    let rows = answer
        .jurors
        .iter()
        .map(|juror| juror_row(juror, digits, answer.guard))
        .collect();
    text.push('\n');
    text.push_str(&joined(&aligned(header, rows, 0)));
    if !answer.warnings.is_empty() {
        text.push('\n');
    }
    for warning in &answer.warnings {
        text.push_str(&format!("Note: {}.\n", warning.message));
    }
    text
}

fn summary(answer: &Answer, digits: usize) -> String {
    let sd = |variance: f64| format!("{:.*}", digits + 1, variance.sqrt());
    let variance = &answer.variance;
    let sectors = variance
        .sector
        .map(|sector| format!(", between sectors {}", sd(sector)));
    format!(
        "{} of {} by {}\nStandard deviation in points: between proposals {}, between jurors {}{}, \
         unexplained {}\n\n",
        counted(answer.observations as usize, "review"),
        counted(answer.proposals.len(), "proposal"),
        counted(answer.jurors.len(), "juror"),
        sd(variance.proposal),
        sd(variance.juror),
        sectors.unwrap_or_default(),
        sd(variance.residual),
    )
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Digits behind the point that the disagreement of jurors leaves meaningful; where they hardly disagree, enough to see
/// how proposals and jurors differ.
fn digits(answer: &Answer) -> usize {
    let variance = &answer.variance;
    let all = variance.proposal + variance.juror + variance.sector.unwrap_or_default();
    let sd = variance.residual.max(all / 100.0).sqrt();
    let steps = [
        (100.0, 0),
        (10.0, 1),
        (0.1, 2),
        (0.01, 3),
        (0.001, 4),
        (1e-4, 5),
    ];
    let found = steps.iter().find(|(least, _)| sd >= *least);
    found.map_or(if sd > 0.0 { 6 } else { 2 }, |(_, digits)| *digits)
}

fn proposal_row(proposal: &Proposal, digits: usize) -> [String; 9] {
    let points = |points: f64| unsigned_nought(format!("{points:.digits$}"), "");
    let mut marks = Vec::new();
    if proposal.selected {
        marks.push("selected");
    }
    if proposal.close_call {
        marks.push("too close to call");
    }
    let interval = proposal
        .interval_90
        .map(|(low, high)| format!("{} – {}", points(low), points(high)));
    let ranks = proposal
        .rank_interval_90
        .map(|(low, high)| format!("{low}–{high}"));
    [
        proposal.rank.to_string(),
        name(&proposal.id),
        proposal.scores.to_string(),
        proposal.raw_mean.map(points).unwrap_or_default(),
        points(proposal.adjusted),
        interval.unwrap_or_default(),
        ranks.unwrap_or_default(),
        proposal
            .p_selected
            .map(|p| format!("{:.1} %", 100.0 * p))
            .unwrap_or_default(),
        marks.join(", "),
    ]
}

fn juror_row(juror: &Juror, digits: usize, guard: bool) -> [String; 4] {
    let mark = match (juror.flagged, guard) {
        (false, _) => "",
        (true, false) => "much noisier than the jury: ask why",
        (true, true) => "much noisier than the jury: weighed down, ask why",
    };
    [
        name(&juror.id),
        juror.scores.to_string(),
        unsigned_nought(format!("{:+.digits$}", juror.severity), "+"),
        mark.to_owned(),
    ]
}

/// What is rounded to nought gets this sign instead of a minus.
fn unsigned_nought(number: String, sign: &str) -> String {
    match number.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|byte| matches!(byte, b'0' | b'.')) => {
            format!("{sign}{rest}")
        }
        _ => number,
    }
}

/// On one line, and not too long. Other control characters are gone since the file was read.
fn name(id: &str) -> String {
    let line = id.replace(['\n', '\t'], " ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let start: String = line.chars().take(LONGEST - 1).collect();
    format!("{start}…")
}

/// Columns side by side: the one at `left` and the last begin at the left, the others end at the right.
fn aligned<const N: usize>(
    header: [String; N],
    rows: Vec<[String; N]>,
    left: usize,
) -> Vec<String> {
    let mut widths = [0; N];
    for row in std::iter::once(&header).chain(&rows) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |row: &[String; N]| {
        let cells: Vec<String> = (row.iter().zip(widths).enumerate())
            .map(|(at, (cell, width))| {
                if at == left || at + 1 == N {
                    format!("{cell:<width$}")
                } else {
                    format!("{cell:>width$}")
                }
            })
            .collect();
        cells.join("  ").trim_end().to_owned()
    };
    std::iter::once(&header).chain(&rows).map(line).collect()
}

fn joined(lines: &[String]) -> String {
    lines
        .iter()
        .flat_map(|line| [line.as_str(), "\n"])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::json::tests::answer;
    use super::*;

    #[test]
    fn table_is_aligned_rounded_and_cut_behind_the_seats() {
        let expected = "\
2 reviews of 2 proposals by 1 juror
Standard deviation in points: between proposals 0.500, between jurors 1.000, unexplained 0.548

rank  proposal  scores  mean  adjusted  90 % interval  ranks  chance
   1  =SUM(A1)       2  7.12      7.10    6.50 – 7.75    1–2  65.0 %  selected, too close to call
--------------------------------------------------------------------
   2  P, \"2\"         0            6.50

juror  scores  severity
J 1         2     -0.25  much noisier than the jury: ask why

Note: 2 groups of proposals share no juror and cannot be compared; do not publish before somebody reviews in two of them: “P1”, “P3”; “P2”.
";
        assert_eq!(table(&answer()), expected);
        let mut guarded = answer();
        guarded.guard = true;
        guarded.jurors[0].severity = -0.001;
        let expected = "+0.00  much noisier than the jury: weighed down, ask why\n";
        assert!(table(&guarded).contains(expected));
        guarded.proposals[1].adjusted = -0.001;
        assert!(!table(&guarded).contains("-0.00"));
    }

    #[test]
    fn long_names_are_cut_and_digits_follow_the_disagreement() {
        assert_eq!(name(&"x".repeat(41)).chars().count(), 40);
        let of = |residual: f64| {
            let mut answer = answer();
            answer.variance.residual = residual * residual;
            answer.variance.proposal = 0.0;
            answer.variance.juror = 0.0;
            digits(&answer)
        };
        assert_eq!(
            [250.0, 12.8, 0.3, 0.02, 2e-5, 0.0].map(of),
            [0, 1, 2, 3, 6, 2]
        );
    }
}
