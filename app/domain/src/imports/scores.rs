//! Rows of scores: one juror on one proposal.

use super::{CellProblem, Column, Columns, Row, Table, columns::other, people::Cells, synonyms};
use crate::{
    Problem,
    competitions::Criterion,
    errors::Problems,
    fields,
    reviews::{CANNOT_JUDGE, COMMENT_MAX, Intent, ReviewContent, ReviewInput, field_of},
};
use std::collections::BTreeMap;

/// One juror on one proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreRow {
    /// Of the file.
    pub line: u32,
    /// Number or title.
    pub proposal: String,
    /// Name or address.
    pub juror: String,
    /// What they say.
    pub verdict: Verdict,
}

/// What a juror says of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Has a conflict of interest: whatever scores stand in the row are not read.
    Conflict,
    /// A whole review; its comment may be empty.
    Review(ReviewContent),
}

/// Reads all rows; those with a problem are left out and their problems noted.
pub fn read_scores(
    table: &Table,
    columns: &Columns,
    rubric: &[Criterion],
    problems: &mut Vec<CellProblem>,
) -> Vec<ScoreRow> {
    let mut scores = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let before = problems.len();
        let score = read(row, columns, rubric, problems);
        if problems.len() == before {
            scores.extend(score);
        }
    }
    scores
}

fn read(
    row: &Row,
    columns: &Columns,
    rubric: &[Criterion],
    problems: &mut Vec<CellProblem>,
) -> Option<ScoreRow> {
    let mut cells = Cells {
        row,
        columns,
        problems,
    };
    let proposal = cells.check(
        Column::Proposal,
        fields::required(cells.text(Column::Proposal), 200),
    );
    let juror = cells.check(
        Column::Juror,
        fields::required(cells.text(Column::Juror), 254),
    );
    let conflict = synonyms::yes(cells.text(Column::Conflict)).ok_or_else(|| other("yes_or_no"));
    let conflict = cells.check(Column::Conflict, conflict);
    let verdict = if conflict? {
        Verdict::Conflict
    } else {
        Verdict::Review(review(&mut cells, rubric)?)
    };
    Some(ScoreRow {
        line: row.line,
        proposal: proposal?,
        juror: juror?,
        verdict,
    })
}

/// Read as the score sheet reads what a juror types; every criterion must have an answer.
fn review(cells: &mut Cells, rubric: &[Criterion]) -> Option<ReviewContent> {
    let (row, columns) = (cells.row, cells.columns);
    let mut scores = BTreeMap::new();
    for criterion in rubric {
        let text = columns.score(row, &criterion.code);
        let answer = if synonyms::cannot_judge(text) {
            CANNOT_JUDGE
        } else {
            text
        };
        scores.insert(criterion.code.clone(), answer.to_owned());
    }
    let input = ReviewInput {
        scores,
        reasons: BTreeMap::new(),
        comment: cells.text(Column::Comment).to_owned(),
        note: String::new(),
    };
    let mut found = Problems::new();
    let content = input.read(rubric, &mut found);
    let mut found = found.into_list();
    if let Err(crate::Error::Invalid(list)) = content.check(rubric, Intent::Keep) {
        found.extend(list);
    }
    let mut good = true;
    for criterion in rubric {
        let field = field_of(criterion);
        let noted = found.iter().find(|error| error.field == field);
        let problem = match noted {
            Some(error) if error.problem == Problem::NotAChoice => {
                Some(step(criterion, columns.score(row, &criterion.code)))
            }
            Some(error) => Some(error.problem.clone()),
            None if content.scores.contains_key(&criterion.id) => None,
            None => Some(other("score_missing")),
        };
        if let Some(problem) = problem {
            good = false;
            cells
                .problems
                .push(columns.score_problem(row, &criterion.code, problem));
        }
    }
    if found.iter().any(|error| error.field == "comment") {
        good = false;
        let problem = Problem::TooLong { max: COMMENT_MAX };
        cells
            .problems
            .push(columns.problem(row, Column::Comment, problem));
    }
    if good && content.scores.values().all(Option::is_none) {
        good = false;
        cells
            .problems
            .push(CellProblem::of_row(row.line, "nothing_scored"));
    }
    good.then_some(content)
}

/// Why a score that is a number, or "cannot judge", is not a choice.
fn step(criterion: &Criterion, text: &str) -> Problem {
    if !criterion.cannot_judge && synonyms::cannot_judge(text) {
        other("must_judge")
    } else {
        other("between_steps")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        CriterionId, Localised,
        imports::{ImportKind, Mapping},
    };
    use uuid::Uuid;

    fn rubric() -> Vec<Criterion> {
        let criterion = |n: u128, cannot_judge| Criterion {
            id: CriterionId(Uuid::from_u128(n)),
            code: format!("c{n}"),
            name: Localised::default(),
            description: Localised::default(),
            weight: 1,
            min: 0,
            max: 40,
            units_per_point: 4,
            anchors: Vec::new(),
            cannot_judge,
            second_look: false,
        };
        vec![criterion(1, true), criterion(2, false)]
    }

    fn read_rows(rows: &[&str]) -> (Vec<ScoreRow>, Vec<CellProblem>) {
        let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
        let table = Table {
            header: cells("item|rater|c1|c2|coi"),
            rows: (2..)
                .zip(rows)
                .map(|(line, row)| Row {
                    line,
                    cells: cells(row),
                })
                .collect(),
        };
        let rubric = rubric();
        let (columns, mut problems) = Columns::find(
            ImportKind::Scores,
            &rubric,
            &table.header,
            &Mapping::default(),
        );
        let rows = read_scores(&table, &columns, &rubric, &mut problems);
        (rows, problems)
    }

    #[test]
    fn quarter_points_are_read_as_units_and_a_conflict_has_no_scores() {
        let (rows, problems) = read_rows(&["P1|J1|7.25|0|0", "P1|J2|9|x|yes", "P1|J3|n/a|1,5|"]);
        assert_eq!(problems, []);
        let scores: Vec<_> = rows
            .iter()
            .map(|row| match &row.verdict {
                Verdict::Conflict => None,
                Verdict::Review(content) => {
                    Some(content.scores.values().copied().collect::<Vec<_>>())
                }
            })
            .collect();
        assert_eq!(
            scores,
            [
                Some(vec![Some(29), Some(0)]),
                None,
                Some(vec![None, Some(6)])
            ]
        );
    }

    #[test]
    fn blank_odd_and_forbidden_scores_are_never_nought() {
        let (rows, problems) = read_rows(&["P1|J1||7.3|", "P1|J2|11|-|", "|J3|good|1|maybe"]);
        assert_eq!(rows, []);
        let range = Problem::OutOfRange { min: 0, max: 10 };
        assert_eq!(
            problems,
            [
                CellProblem::new(2, "c1", "", other("score_missing")),
                CellProblem::new(2, "c2", "7.3", other("between_steps")),
                CellProblem::new(3, "c1", "11", range),
                CellProblem::new(3, "c2", "-", other("must_judge")),
                CellProblem::new(4, "item", "", Problem::Required),
                CellProblem::new(4, "coi", "maybe", other("yes_or_no")),
            ]
        );
    }

    #[test]
    fn review_without_any_score_is_refused() {
        let mut rubric = rubric();
        rubric.truncate(1);
        let table = Table {
            header: vec!["proposal".into(), "juror".into(), "c1".into()],
            rows: vec![Row {
                line: 2,
                cells: vec!["1".into(), "J".into(), "n/a".into()],
            }],
        };
        let (columns, mut problems) = Columns::find(
            ImportKind::Scores,
            &rubric,
            &table.header,
            &Mapping::default(),
        );
        assert_eq!(read_scores(&table, &columns, &rubric, &mut problems), []);
        assert_eq!(problems, [CellProblem::of_row(2, "nothing_scored")]);
    }
}
