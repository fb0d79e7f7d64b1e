//! A second look: more reviews, by jurors who have not judged them yet, of proposals that the first ones leave in doubt.
//!
//! Where they help most is computed; the organiser may choose otherwise. Those jurors see no rank and no score.

use super::results::NoResult;
use crate::{Localised, Problem, errors::Problems, fields::whole, jury::ProposalTag};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most reviews that one second look adds to all proposals together.
pub const MOST_LOOKS: u32 = 500;

/// A proposal that could be looked at again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// The proposal.
    pub proposal: ProposalTag,
    /// 1 is the best.
    pub rank: u32,
    /// Whether it would be among the selected now.
    pub selected: bool,
    /// The chance that it belongs there, if known.
    pub chance: Option<f64>,
    /// Whether it is too close to call.
    pub close_call: bool,
    /// Reviews that count.
    pub reviews: u32,
    /// Active jurors who may judge it and have not.
    pub room: u32,
    /// More reviews that the computation gives it.
    pub suggested: u32,
}

/// What an organiser decides a second look from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SecondLookPlan {
    /// Of the competition.
    pub slug: String,
    /// Of the competition.
    pub name: Localised,
    /// Of the competition.
    pub zone: String,
    /// Of the round to come, from 2.
    pub round: i32,
    /// Whether it is scored by criteria of its own.
    pub own_rubric: bool,
    /// Until when jurors scored.
    pub closes_at: i64,
    /// When the result is announced for.
    pub publishes_at: i64,
    /// Reviews that are handed out by the suggestion, all together.
    pub budget: u32,
    /// Places that active jurors have left.
    pub places: u32,
    /// Names the scores that this follows from.
    pub input_hash: String,
    /// By rank; or why nothing can be said.
    pub looks: Result<Vec<Look>, NoResult>,
    /// Whether this person can open it now.
    pub may_open: bool,
}

impl SecondLookPlan {
    /// How many more reviews are handed out where nobody says otherwise: two for each proposal that is too close to call.
    #[must_use]
    pub fn usual_budget(close_calls: usize) -> u32 {
        u32::try_from(2 * close_calls).map_or(MOST_LOOKS, |budget| budget.min(MOST_LOOKS))
    }
}

/// A second look as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SecondLookEdit {
    /// Local date-time in the competition's zone.
    pub until: String,
    /// Public.
    pub reason: String,
    /// Names the scores that the organiser saw.
    pub input_hash: String,
    /// By [`look_key`]: how many more reviews, empty for none.
    pub looks: BTreeMap<String, String>,
}

/// A proposal's key in a form; a name that begins with a digit would be a place in a list.
#[must_use]
pub fn look_key(number: i32) -> String {
    format!("n{number}")
}

impl SecondLookEdit {
    /// More reviews by number of the proposal, at least one in all; `rooms` says which proposals there are and how many
    /// jurors each has left. Problems are noted under `looks[key]`, or `looks` where nothing was chosen.
    pub fn check(&self, rooms: &BTreeMap<i32, u32>, problems: &mut Problems) -> BTreeMap<i32, u32> {
        let mut looks = BTreeMap::new();
        let mut wrong = false;
        for (number, room) in rooms {
            let key = look_key(*number);
            let typed = self.looks.get(&key).map_or("", |text| text.trim());
            if typed.is_empty() {
                continue;
            }
            let count = whole(typed, 0, (*room).into());
            match problems.check(&format!("looks[{key}]"), count) {
                Some(0) => {}
                Some(count) => {
                    looks.insert(*number, u32::try_from(count).unwrap_or(0));
                }
                None => wrong = true,
            }
        }
        let sum: u32 = looks.values().sum();
        if sum > MOST_LOOKS {
            let (min, max) = (1, MOST_LOOKS.into());
            problems.add("looks", Problem::OutOfRange { min, max });
        } else if sum == 0 && !wrong {
            problems.add("looks", Problem::Required);
        }
        looks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_for_proposals_that_are_there_and_no_more_than_there_are_jurors() {
        let rooms = BTreeMap::from([(3, 2), (7, 0), (9, 4)]);
        let check = |typed: &[(i32, &str)]| {
            let looks = typed
                .iter()
                .map(|(number, text)| (look_key(*number), (*text).to_owned()));
            let edit = SecondLookEdit {
                looks: looks.collect(),
                ..SecondLookEdit::default()
            };
            let mut problems = Problems::new();
            let looks = edit.check(&rooms, &mut problems);
            let fields: Vec<String> = problems
                .into_list()
                .into_iter()
                .map(|entry| entry.field)
                .collect();
            (looks, fields)
        };
        let (looks, fields) = check(&[(3, " 2 "), (7, "0"), (9, ""), (11, "5")]);
        assert_eq!((looks, fields.len()), (BTreeMap::from([(3, 2)]), 0));
        assert_eq!(check(&[(3, "0")]).1, ["looks"], "nothing is no second look");
        assert_eq!(check(&[(3, "3"), (7, "1")]).1, ["looks[n3]", "looks[n7]"]);
        assert_eq!(check(&[(9, "many")]).1, ["looks[n9]"]);
    }

    #[test]
    fn usual_budget_is_bounded() {
        assert_eq!(SecondLookPlan::usual_budget(9), 18);
        assert_eq!(SecondLookPlan::usual_budget(usize::MAX / 2), MOST_LOOKS);
    }
}
