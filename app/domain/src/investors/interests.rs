//! An interest: what an investor offers to a project. The team answers it once.

use super::registrations::long_enough;
use crate::{
    Error, Problem,
    errors::Problems,
    fields,
    money::{Currency, Money},
};
use serde::{Deserialize, Serialize};

crate::vocabulary::vocabulary! {
    /// What is offered.
    InterestKind {
        /// Money that is not paid back.
        Grant = "grant",
        /// Money that is paid back.
        Loan = "loan",
        /// Money for a share.
        Equity = "equity",
        /// Things, rooms, work.
        InKind = "in_kind",
        /// Advice.
        Mentoring = "mentoring",
    }
}

crate::vocabulary::vocabulary! {
    /// Where an interest stands.
    InterestState {
        /// The team has not answered.
        Open = "open",
        /// The team accepted; contacts are exchanged.
        Accepted = "accepted",
        /// The team declined.
        Declined = "declined",
        /// The investor took it back before an answer.
        Withdrawn = "withdrawn",
    }
}

impl InterestState {
    /// Whether the investor can still change the terms: until the team has answered.
    #[must_use]
    pub const fn changeable(self) -> bool {
        matches!(self, Self::Open | Self::Withdrawn)
    }
}

/// Fewest characters of the message to the team.
pub const MESSAGE_MIN: u32 = 20;
/// Most of them.
pub const MESSAGE_MAX: u32 = 2_000;

/// An interest as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestDraft {
    /// Key of an [`InterestKind`].
    pub kind: String,
    /// As people write amounts; may be empty.
    pub amount: String,
    /// `RWF` or `EUR`; only read with an amount.
    pub currency: String,
    /// To the team.
    pub message: String,
}

/// An interest as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// What is offered.
    pub kind: InterestKind,
    /// How much, where it can be told.
    pub amount: Option<Money>,
    /// To the team.
    pub message: String,
}

impl InterestDraft {
    /// Checks what was typed.
    ///
    /// # Errors
    /// `Invalid` with a problem for each field.
    pub fn check(&self) -> Result<Terms, Error> {
        let mut problems = Problems::new();
        let kind = problems.check(
            "kind",
            fields::choice(&self.kind, InterestKind::ALL, InterestKind::key),
        );
        let amount = if self.amount.trim().is_empty() {
            None
        } else {
            self.money(&mut problems)
        };
        let message = problems.check("message", message(&self.message));
        match (kind, message) {
            (Some(kind), Some(message)) if !problems.any() => Ok(Terms {
                kind,
                amount,
                message,
            }),
            _ => Err(Error::Invalid(problems.into_list())),
        }
    }

    fn money(&self, problems: &mut Problems) -> Option<Money> {
        let currency = problems.check(
            "currency",
            fields::choice(&self.currency, &Currency::ALL, Currency::code),
        )?;
        let parsed = Money::parse(&self.amount, currency).and_then(|money| {
            if money.minor > 0 {
                Ok(money)
            } else {
                Err(Problem::OutOfRange {
                    min: 1,
                    max: 1_000_000_000_000,
                })
            }
        });
        problems.check("amount", parsed)
    }
}

/// A message to a team: long enough to say who asks and why.
///
/// # Errors
/// `Required`, `TooShort`, `TooLong`.
pub fn message(text: &str) -> Result<String, Problem> {
    long_enough(text, MESSAGE_MIN, MESSAGE_MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn draft(kind: &str, amount: &str, currency: &str, message: &str) -> InterestDraft {
        InterestDraft {
            kind: kind.into(),
            amount: amount.into(),
            currency: currency.into(),
            message: message.into(),
        }
    }

    fn problems(draft: &InterestDraft) -> Vec<(String, Problem)> {
        match draft.check() {
            Err(Error::Invalid(list)) => list.into_iter().map(|e| (e.field, e.problem)).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn interest_without_an_amount_needs_no_currency() {
        let terms = draft("mentoring", " ", "", "  We know such dryers well. ")
            .check()
            .unwrap();
        assert_eq!(
            terms,
            Terms {
                kind: InterestKind::Mentoring,
                amount: None,
                message: "We know such dryers well.".into(),
            }
        );
    }

    #[test]
    fn interest_keeps_the_amount_in_its_currency() {
        let terms = draft("loan", "12.500,50", "EUR", "We would like to lend this.")
            .check()
            .unwrap();
        assert_eq!(
            terms.amount,
            Some(Money {
                minor: 1_250_050,
                currency: Currency::Eur
            })
        );
    }

    #[test]
    fn interest_names_every_problem_at_once() {
        assert_eq!(
            problems(&draft("gift", "a lot", "EUR", "Nineteen characters")),
            [
                ("kind".to_owned(), Problem::NotAChoice),
                ("amount".to_owned(), Problem::NotANumber),
                ("message".to_owned(), Problem::TooShort { min: 20 }),
            ]
        );
        assert_eq!(
            problems(&draft("", "5", "", "Twenty characters ok")),
            [
                ("kind".to_owned(), Problem::Required),
                ("currency".to_owned(), Problem::Required),
            ]
        );
    }

    #[test]
    fn interest_of_nothing_is_refused() {
        let found = problems(&draft("grant", "0", "RWF", "Twenty characters ok"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "amount");
    }
}
