//! Rows of proposals.

use super::{
    CellProblem, Column, Columns, Row, Table,
    columns::other,
    people::{Cells, keyed, language, list, sector},
    synonyms::plain,
};
use crate::{
    CollegeId, Language, NeedId, Problem, fields,
    money::{Currency, Money},
    proposals::Choices,
    vocabulary::{Sector, TargetGroup},
};

/// Most characters of a title, of a summary.
const TITLE_MAX: u32 = 200;
const SUMMARY_MAX: u32 = 5_000;
/// Highest number of a proposal that a file may name.
pub const NUMBER_MAX: i64 = 999_999;

/// A proposal. What is `None` stands in no column or a blank cell, and leaves things as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalRow {
    /// Of the file.
    pub line: u32,
    /// In the competition; the next free one where it is absent.
    pub number: Option<i32>,
    /// 1 to 200 characters.
    pub title: String,
    /// Name of the team; that of a new one is else the title.
    pub team: Option<String>,
    /// Field of work.
    pub sector: Option<Sector>,
    /// Where.
    pub college: Option<CollegeId>,
    /// Why.
    pub need: Option<NeedId>,
    /// Up to 5,000 characters.
    pub summary: Option<String>,
    /// Asked for.
    pub amount: Option<Money>,
    /// Of the text.
    pub language: Option<Language>,
    /// Whom it serves, each once.
    pub target_groups: Option<Vec<TargetGroup>>,
}

/// Reads all rows; those with a problem are left out and their problems noted. Colleges are found by code
/// (`codes`, in the order of `choices`) or name, needs by their title in any language.
pub fn read_proposals(
    table: &Table,
    columns: &Columns,
    choices: &Choices,
    codes: &[String],
    problems: &mut Vec<CellProblem>,
) -> Vec<ProposalRow> {
    let mut proposals = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let before = problems.len();
        let cells = Cells {
            row,
            columns,
            problems,
        };
        let proposal = read(row, cells, choices, codes);
        if problems.len() == before {
            proposals.extend(proposal);
        }
    }
    proposals
}

fn read(row: &Row, mut cells: Cells, choices: &Choices, codes: &[String]) -> Option<ProposalRow> {
    let number = cells.maybe(Column::Number, |text| fields::whole(text, 1, NUMBER_MAX));
    let title = cells.check(
        Column::Title,
        fields::required(cells.text(Column::Title), TITLE_MAX),
    );
    let team = cells.maybe(Column::Team, |text| {
        fields::required(text, crate::teams::MOST_IN_NAME)
    });
    let amount = amount(&mut cells);
    Some(ProposalRow {
        line: row.line,
        number: number.and_then(|number| i32::try_from(number).ok()),
        title: title?,
        team,
        sector: cells.maybe(Column::Sector, sector),
        college: cells.maybe(Column::College, |text| college(text, choices, codes)),
        need: cells.maybe(Column::Need, |text| need(text, choices)),
        summary: cells.maybe(Column::Summary, |text| fields::optional(text, SUMMARY_MAX)),
        amount,
        language: cells.maybe(Column::Language, language),
        target_groups: cells.maybe(Column::TargetGroups, |text| list(text, group)),
    })
}

/// The currency stands in its column or behind the amount, else it is the franc.
fn amount(cells: &mut Cells) -> Option<Money> {
    let text = cells.text(Column::Amount);
    let digits = text
        .trim_end_matches(|c: char| c.is_alphabetic() || c == '€')
        .trim_end();
    let behind = text[digits.len()..].trim().to_owned();
    let digits = digits.to_owned();
    if digits.is_empty() && behind.is_empty() {
        return None;
    }
    if digits.is_empty() {
        // A word alone: something stands there, but no number.
        return cells.check(Column::Amount, Err(Problem::NotANumber));
    }
    let currency = match cells.text(Column::Currency) {
        "" => behind.as_str(),
        own => own,
    };
    let currency = match currency {
        "" => Ok(Currency::default()),
        "€" => Ok(Currency::Eur),
        code => Currency::parse(&code.to_uppercase()).ok_or(Problem::NotAChoice),
    };
    let column = if cells.text(Column::Currency).is_empty() {
        Column::Amount
    } else {
        Column::Currency
    };
    let currency = cells.check(column, currency)?;
    cells.check(Column::Amount, Money::parse(&digits, currency))
}

fn college(text: &str, choices: &Choices, codes: &[String]) -> Result<CollegeId, Problem> {
    let wanted = plain(text);
    let by_code = codes.iter().position(|code| plain(code) == wanted);
    let by_name = || {
        choices
            .colleges
            .iter()
            .position(|own| plain(&own.name) == wanted)
    };
    by_code
        .or_else(by_name)
        .and_then(|at| choices.colleges.get(at))
        .map(|college| college.id)
        .ok_or_else(|| other("unknown_college"))
}

fn need(text: &str, choices: &Choices) -> Result<NeedId, Problem> {
    let wanted = plain(text);
    choices
        .needs
        .iter()
        .find(|need| need.title.0.values().any(|title| plain(title) == wanted))
        .map(|need| need.id)
        .ok_or_else(|| other("unknown_need"))
}

fn group(text: &str) -> Result<TargetGroup, Problem> {
    keyed(text, TargetGroup::ALL, TargetGroup::key).ok_or_else(|| other("unknown_group"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        Localised,
        imports::{ImportKind, Mapping},
        proposals::{CollegeChoice, NeedChoice},
    };
    use uuid::Uuid;

    fn choices() -> Choices {
        Choices {
            needs: vec![NeedChoice {
                id: NeedId(Uuid::from_u128(7)),
                title: Localised::new(Language::Fr, "De l’eau propre"),
                description: Localised::default(),
                sector: None,
                college: None,
            }],
            colleges: vec![CollegeChoice {
                id: CollegeId(Uuid::from_u128(1)),
                name: "IPRC Huye".into(),
                district: "Huye".into(),
                province: None,
            }],
        }
    }

    fn read_rows(header: &str, rows: &[&str]) -> (Vec<ProposalRow>, Vec<CellProblem>) {
        let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
        let table = Table {
            header: cells(header),
            rows: (2..)
                .zip(rows)
                .map(|(line, row)| Row {
                    line,
                    cells: cells(row),
                })
                .collect(),
        };
        let (columns, mut problems) = Columns::find(
            ImportKind::Proposals,
            &[],
            &table.header,
            &Mapping::default(),
        );
        let rows = read_proposals(
            &table,
            &columns,
            &choices(),
            &["huye".into()],
            &mut problems,
        );
        (rows, problems)
    }

    #[test]
    fn proposal_is_read_with_all_its_columns() {
        let (rows, problems) = read_rows(
            "No.|Title|Team|Sector|College|Need|Summary|Amount|Currency|Language|Target groups",
            &[
                "12|Solar kiln|Kiln team|Energy|iprc huye|de l'eau propre|Bricks|1.250,50|eur|fr|youth, women",
            ],
        );
        assert_eq!(problems, []);
        assert_eq!(
            rows,
            [ProposalRow {
                line: 2,
                number: Some(12),
                title: "Solar kiln".into(),
                team: Some("Kiln team".into()),
                sector: Some(Sector::Energy),
                college: Some(CollegeId(Uuid::from_u128(1))),
                need: Some(NeedId(Uuid::from_u128(7))),
                summary: Some("Bricks".into()),
                amount: Some(Money {
                    minor: 125_050,
                    currency: Currency::Eur
                }),
                language: Some(Language::Fr),
                target_groups: Some(vec![TargetGroup::Youth, TargetGroup::Women]),
            }]
        );
    }

    #[test]
    fn currency_may_stand_behind_the_amount() {
        let (rows, problems) = read_rows(
            "title|budget",
            &["A|5 000 000 RWF", "B|1250 €", "C|", "D|12"],
        );
        assert_eq!(problems, []);
        let amounts: Vec<_> = rows
            .iter()
            .map(|row| row.amount.map(|m| m.text(Language::En)))
            .collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            amounts,
            [
                some("5,000,000 RWF"),
                some("1,250 EUR"),
                None,
                some("12 RWF")
            ]
        );
    }

    #[test]
    fn amount_without_digits_is_not_a_number() {
        for (header, row) in [
            ("title|amount|currency", "A|abc|RWF"),
            ("title|amount", "A|abc"),
            ("title|amount", "A|€"),
        ] {
            let (rows, problems) = read_rows(header, &[row]);
            assert_eq!(rows, []);
            let named: Vec<_> = problems
                .iter()
                .map(|p| (p.column.as_str(), p.problem.clone()))
                .collect();
            assert_eq!(named, [("amount", Problem::NotANumber)], "{row}");
        }
    }

    #[test]
    fn unknown_places_amounts_and_numbers_are_named() {
        let (rows, problems) = read_rows(
            "number|title|college|amount|currency|sector",
            &["x|A|Narnia|ten|RWF|magic", "3||huye|5|XYZ|"],
        );
        assert_eq!(rows, []);
        let named: Vec<_> = problems
            .iter()
            .map(|p| (p.line, p.column.as_str(), p.value.as_str()))
            .collect();
        assert_eq!(
            named,
            [
                (2, "number", "x"),
                (2, "amount", "ten"),
                (2, "sector", "magic"),
                (2, "college", "Narnia"),
                (3, "title", ""),
                (3, "currency", "XYZ"),
            ]
        );
    }
}
