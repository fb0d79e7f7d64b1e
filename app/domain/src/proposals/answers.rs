//! What a team answered. Every value keeps what was typed, also when it is not (yet) acceptable.

use crate::money::{Currency, Money};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The answers of one section by question key. A question without an answer is absent, never empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, Answer>);

/// The answers of a whole proposal, by section key.
pub type AllAnswers = BTreeMap<String, Answers>;

/// One answer. As JSON it is an object with one key that names the kind: `{"number":12}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Of a `Line` or a `Text`. Line ends are `\n`.
    Text(String),
    /// Of a `Need`, `College`, `Sector` (one key), `TargetGroups` or `Choice` (sorted keys); of a `File` the names.
    Choice(Vec<String>),
    /// Of a `Number`.
    Number(Entered),
    /// Of a `Budget`.
    Budget(Budget),
    /// Of `Milestones`, in the order of the table.
    Milestones(Vec<Milestone>),
    /// Of `TeamRoles`, in the order of the table.
    TeamRoles(Vec<RoleInTeam>),
}

/// A number, or what was typed in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Entered {
    /// Understood.
    Value(i64),
    /// Not a number (yet); kept so that it can be corrected.
    Typed(String),
}

/// A budget in one currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// Of all lines.
    pub currency: Currency,
    /// In the order of the table.
    pub lines: Vec<BudgetLine>,
}

/// A line of a budget.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetLine {
    /// What is paid for.
    pub label: String,
    /// How many; one where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Entered>,
    /// Price of one, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Entered>,
}

/// A dated step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// `YYYY-MM-DD`, or what was typed in its place.
    pub date: String,
    /// What will be done by then.
    pub what: String,
}

/// What one person does in the team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleInTeam {
    /// Their name.
    pub name: String,
    /// What they do.
    pub role: String,
}

impl Answers {
    /// The answer to a question.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Answer> {
        self.0.get(key)
    }

    /// The text of a `Line` or `Text`, else empty.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        match self.get(key) {
            Some(Answer::Text(text)) => text,
            _ => "",
        }
    }
}

impl Entered {
    /// The number, if it is one.
    #[must_use]
    pub const fn value(&self) -> Option<i64> {
        match self {
            Self::Value(number) => Some(*number),
            Self::Typed(_) => None,
        }
    }
}

impl BudgetLine {
    /// Quantity times price in minor units; `None` while one of them is missing, not a number or too large.
    #[must_use]
    pub fn total(&self) -> Option<i64> {
        let quantity = match &self.quantity {
            None => 1,
            Some(entered) => entered.value()?,
        };
        self.amount.as_ref()?.value()?.checked_mul(quantity)
    }

    /// Whether nothing was typed into it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.label.trim().is_empty() && self.quantity.is_none() && self.amount.is_none()
    }
}

impl Budget {
    /// The sum of the lines that have a total.
    #[must_use]
    pub fn sum(&self) -> Money {
        let minor = self
            .lines
            .iter()
            .filter_map(BudgetLine::total)
            .fold(0_i64, i64::saturating_add);
        Money {
            minor,
            currency: self.currency,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budget_sums_quantity_times_price_and_skips_what_is_no_number() {
        let line = |quantity: Option<i64>, amount| BudgetLine {
            label: "x".into(),
            quantity: quantity.map(Entered::Value),
            amount: Some(amount),
        };
        let budget = Budget {
            currency: Currency::Eur,
            lines: vec![
                line(Some(3), Entered::Value(125_050)),
                line(None, Entered::Value(10)),
                line(None, Entered::Typed("about 20".into())),
                line(Some(2), Entered::Value(i64::MAX)),
            ],
        };
        assert_eq!(budget.sum().minor, 375_160);
    }

    #[test]
    fn answer_names_its_kind_in_json() {
        let json = |answer: &Answer| serde_json::to_string(answer).expect("serialises");
        assert_eq!(
            json(&Answer::Number(Entered::Value(12))),
            r#"{"number":12}"#
        );
        assert_eq!(
            json(&Answer::Number(Entered::Typed("a dozen".into()))),
            r#"{"number":"a dozen"}"#
        );
        assert_eq!(
            json(&Answer::Choice(vec!["women".into()])),
            r#"{"choice":["women"]}"#
        );
    }
}
