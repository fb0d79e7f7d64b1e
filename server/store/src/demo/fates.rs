//! What becomes of a proposal before the jury sees it. Most are eligible; these are not.

use domain::screening::ScreeningState;

/// What becomes of a proposal in the screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Goes to the jury.
    Eligible,
    /// Goes to the jury, having arrived within the grace.
    Late,
    /// Was returned, corrected and found eligible.
    Corrected,
    /// Was returned and not corrected in time.
    Returned,
    /// Does not fit the rules.
    Ineligible,
    /// Taken back by its team before the deadline.
    Withdrawn,
}

impl Fate {
    /// That of a team, by its name.
    pub fn of(team: &str) -> Self {
        match team {
            "Clapier Vert" => Self::Late,
            "Urudodo" => Self::Corrected,
            "Tuile Verte" | "Imboga mu Mufuka" => Self::Returned,
            "Mahama Gardens" | "Itara" => Self::Ineligible,
            "Isazi y'Umukara" => Self::Withdrawn,
            _ => Self::Eligible,
        }
    }

    /// What was found about the checklist of the standard form, as JSON.
    pub fn points(self, decision: ScreeningState) -> &'static str {
        match (self, decision) {
            (_, ScreeningState::Eligible) => r#"{"1":true,"2":true,"3":true,"4":true}"#,
            (Self::Ineligible, ScreeningState::Ineligible) => {
                r#"{"1":true,"2":true,"3":false,"4":true}"#
            }
            _ => "{}",
        }
    }

    /// Reason and corrections of a decision.
    pub fn words(self, decision: ScreeningState) -> (&'static str, &'static str) {
        match (self, decision) {
            (Self::Corrected, ScreeningState::Returned) => (
                "The budget and the plan do not name the same number of machines.",
                "Please correct the budget so that it holds all the machines of the plan.",
            ),
            (Self::Returned, ScreeningState::Returned) => (
                "A document that the plan refers to is missing, so the jury could not judge its safety.",
                "Please describe the test that was made, who made it and what came out, before the jury begins.",
            ),
            (Self::Ineligible, ScreeningState::Ineligible) => (
                "The same costs are already paid by another programme, which the rules exclude.",
                "",
            ),
            _ => ("", ""),
        }
    }
}
