//! Possible duplicates: pairs of submitted proposals that have much of their text, their title or their people in common.
//!
//! A hint and no more: nothing here decides, and nobody is told. Only proposals of one competition are compared.

mod sketches;

pub use sketches::{GROUP, Sketch};

use super::{Heading, ScreeningState};
use crate::{AccountId, Language, proposals::AllAnswers};
use serde::{Deserialize, Serialize};
use sketches::words;
use std::cmp::Reverse;

/// In percent: texts that resemble each other less are not shown. Two of which a third is the same are at 20; among
/// proposals that know nothing of each other, 3 is much.
pub const LEAST_ALIKE: u8 = 20;
/// So many are named on the page of one proposal.
pub const MOST_NAMED: usize = 10;

/// A proposal as it is named beside another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarProposal {
    /// What people say aloud.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Its team.
    pub team: String,
    /// Language of the content.
    pub language: Language,
    /// Where its screening stands.
    pub screening: ScreeningState,
}

/// What makes two proposals similar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// About how much their texts resemble each other, when that is [`LEAST_ALIKE`] or more: in steps of five.
    pub percent: Option<u8>,
    /// Their titles are the same words.
    pub same_title: bool,
    /// Their teams have the same name, or everybody in the smaller one is in the other too.
    pub same_team: bool,
}

/// Another proposal that one resembles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Similar {
    /// Which.
    pub other: SimilarProposal,
    /// Why.
    pub likeness: Likeness,
}

/// Two that resemble each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarPair {
    /// Of the lower number.
    pub one: SimilarProposal,
    /// Of the higher number.
    pub other: SimilarProposal,
    /// Why.
    pub likeness: Likeness,
}

/// Whether a proposal's text takes part in comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It does.
    Compared,
    /// It has too little text.
    TooShort,
    /// It is from before texts were compared and its turn comes soon.
    Waiting,
}

/// What one proposal resembles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resemblances {
    /// Whether its text was compared.
    pub standing: Standing,
    /// The most similar, [`MOST_NAMED`] at most.
    pub named: Vec<Similar>,
    /// How many there are besides.
    pub more: u32,
}

/// A page of all similar pairs of a competition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarList {
    /// Of which competition.
    pub heading: Heading,
    /// The most similar first.
    pub pairs: Vec<SimilarPair>,
    /// How many pairs there are, over all pages.
    pub found: u32,
    /// From 1.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    /// How many texts were compared.
    pub compared: u32,
    /// Numbers of those with too little text.
    pub too_short: Vec<i32>,
    /// Numbers of those whose turn comes.
    pub waiting: Vec<i32>,
}

/// A submitted proposal with all that it is compared by.
#[derive(Clone, Debug)]
pub struct Comparable {
    /// How it is named.
    pub proposal: SimilarProposal,
    /// Whether its text is compared.
    pub standing: Standing,
    sketch: Option<Sketch>,
    title: Vec<String>,
    team: Vec<String>,
    people: Vec<AccountId>,
}

/// The stored form of what a submission is compared by: a sketch, or nothing when there is too little text.
#[must_use]
pub fn stored_sketch(answers: &AllAnswers) -> Vec<u8> {
    Sketch::of(answers).map_or_else(Vec::new, |sketch| sketch.to_bytes())
}

impl Comparable {
    /// Of a proposal, what is stored of its text, and its people, each once.
    #[must_use]
    pub fn new(
        proposal: SimilarProposal,
        stored: Option<&[u8]>,
        mut people: Vec<AccountId>,
    ) -> Self {
        people.sort_unstable();
        let sketch = stored.and_then(Sketch::from_bytes);
        let standing = match (stored, &sketch) {
            (None, _) => Standing::Waiting,
            (Some(_), None) => Standing::TooShort,
            (Some(_), Some(_)) => Standing::Compared,
        };
        Self {
            title: words(&proposal.title),
            team: words(&proposal.team),
            proposal,
            standing,
            sketch,
            people,
        }
    }

    /// What makes it similar to another, if anything does.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        let same = |one: &[String], other: &[String]| !one.is_empty() && one == other;
        let likeness = Likeness {
            percent: self.percent(other),
            same_title: same(&self.title, &other.title),
            same_team: same(&self.team, &other.team) || self.shares_people(other),
        };
        let similar = likeness.percent.is_some() || likeness.same_title || likeness.same_team;
        similar.then_some(likeness)
    }

    /// In steps of five, as far as an estimate goes; 100 is nothing else than the same groups of words.
    fn percent(&self, other: &Self) -> Option<u8> {
        let (one, other) = (self.sketch.as_ref()?, other.sketch.as_ref()?);
        let share = one.resemblance(other);
        if share * 100.0 < f64::from(LEAST_ALIKE) {
            return None;
        }
        let steps = (share * 20.0).round() as u8;
        Some(if share < 1.0 { steps.min(19) } else { steps } * 5)
    }

    /// Whether everybody in the smaller team is in the other too. That trainers and professors help several is as it should be.
    fn shares_people(&self, other: &Self) -> bool {
        let (few, many) = if self.people.len() <= other.people.len() {
            (&self.people, &other.people)
        } else {
            (&other.people, &self.people)
        };
        !few.is_empty() && few.iter().all(|id| many.binary_search(id).is_ok())
    }
}

impl Likeness {
    /// The most similar first.
    fn rank(self) -> impl Ord {
        let signs = u8::from(self.same_title) + u8::from(self.same_team);
        Reverse((self.percent.unwrap_or(0), signs))
    }
}

/// What one of them resembles among all; it is not compared with itself.
#[must_use]
pub fn resemblances(one: &Comparable, all: &[Comparable]) -> Resemblances {
    let others = all
        .iter()
        .filter(|other| other.proposal.number != one.proposal.number);
    let mut found: Vec<Similar> = others
        .filter_map(|other| {
            Some(Similar {
                likeness: one.likeness(other)?,
                other: other.proposal.clone(),
            })
        })
        .collect();
    found.sort_by_key(|similar| (similar.likeness.rank(), similar.other.number));
    let more = found.len().saturating_sub(MOST_NAMED);
    found.truncate(MOST_NAMED);
    Resemblances {
        standing: one.standing,
        named: found,
        more: u32::try_from(more).unwrap_or(u32::MAX),
    }
}

/// All similar pairs, the most similar first: the lower number's place in `all`, the higher's, and why. Every two are
/// compared, which takes some hundredths of a second for a thousand proposals.
#[must_use]
pub fn similar_pairs(all: &[Comparable]) -> Vec<(usize, usize, Likeness)> {
    let mut pairs = Vec::new();
    for (second, other) in all.iter().enumerate() {
        for (first, one) in all[..second].iter().enumerate() {
            if let Some(likeness) = one.likeness(other) {
                pairs.push((first, second, likeness));
            }
        }
    }
    let number = |at: usize| all[at].proposal.number;
    pairs.sort_by_key(|(one, other, likeness)| (likeness.rank(), number(*one), number(*other)));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn entry(number: i32, title: &str, team: &str, text: &str, people: &[u128]) -> Comparable {
        let sketch = Sketch::of_texts([text]).map_or_else(Vec::new, |sketch| sketch.to_bytes());
        let proposal = SimilarProposal {
            number,
            title: title.to_owned(),
            team: team.to_owned(),
            language: Language::En,
            screening: ScreeningState::Pending,
        };
        let people = people.iter().map(|id| AccountId(Uuid::from_u128(*id)));
        Comparable::new(proposal, Some(&sketch), people.collect())
    }

    /// Words `from` to `to` of one long text.
    fn part(from: u32, to: u32) -> String {
        let words: Vec<String> = (from..to).map(|n| format!("word{n}")).collect();
        words.join(" ")
    }

    const fn only_text(percent: u8) -> Option<Likeness> {
        Some(Likeness {
            percent: Some(percent),
            same_title: false,
            same_team: false,
        })
    }

    #[test]
    fn same_text_title_or_team_make_two_similar_and_nothing_else_does() {
        let one = entry(1, "Solar kiln", "Ada’s", &part(0, 300), &[1, 2, 3]);
        let with = |title: &str, team: &str, text: &str, people: &[u128]| {
            one.likeness(&entry(2, title, team, text, people))
        };
        assert_eq!(with("Bees", "Bo", &part(0, 300), &[]), only_text(100));
        assert_eq!(with("Bees", "Bo", &part(300, 600), &[4]), None);
        let found = with("Bees", "Bo", &part(150, 450), &[]).and_then(|own| own.percent);
        assert!(
            found.is_some_and(|percent| (25..=45).contains(&percent)),
            "{found:?}"
        );
        assert_eq!(with("Bees", "Bo", &part(270, 570), &[]), None);

        let title = with("SOLAR kiln!", "Bo", "", &[]).expect("similar");
        assert_eq!(
            (title.percent, title.same_title, title.same_team),
            (None, true, false)
        );
        let team = with("Bees", "adas", "", &[]);
        assert_eq!(team, None);
        let team = with("Bees", "ada's", "", &[]).expect("similar");
        assert_eq!((team.same_title, team.same_team), (false, true));
    }

    #[test]
    fn teams_are_the_same_when_everybody_in_the_smaller_is_in_the_other() {
        let one = entry(1, "Kiln", "A", "", &[1, 2, 3, 4]);
        let same = |people: &[u128]| one.likeness(&entry(2, "Bees", "B", "", people)).is_some();
        assert!(same(&[4, 3, 2, 1, 9]));
        assert!(same(&[4, 2]));
        assert!(!same(&[4, 3, 2, 9]));
        assert!(!same(&[2, 9]));
        assert!(!same(&[1, 2, 8, 9]));
        assert!(!same(&[]));
        let nobody = entry(3, "Bees", "C", "", &[]);
        assert_eq!(nobody.likeness(&entry(4, "Kiln", "D", "", &[])), None);
    }

    #[test]
    fn proposals_without_text_or_title_are_never_similar() {
        let empty = |number| entry(number, " ", "", "", &[]);
        assert_eq!(similar_pairs(&[empty(1), empty(2), empty(3)]), []);
        let waiting = Comparable::new(empty(4).proposal, None, Vec::new());
        assert_eq!(
            (empty(1).standing, waiting.standing),
            (Standing::TooShort, Standing::Waiting)
        );
        assert_eq!(waiting.likeness(&waiting), None);
    }

    #[test]
    fn pairs_and_resemblances_begin_with_the_most_similar() {
        let all = [
            entry(1, "Kiln", "A", &part(0, 300), &[]),
            entry(2, "Bees", "B", &part(0, 300), &[]),
            entry(3, "Kiln", "C", &part(1000, 1300), &[]),
            entry(4, "Fish", "D", &part(100, 300), &[]),
        ];
        let numbers: Vec<_> = similar_pairs(&all)
            .into_iter()
            .map(|(one, other, _)| (all[one].proposal.number, all[other].proposal.number))
            .collect();
        assert_eq!(numbers, [(1, 2), (1, 4), (2, 4), (1, 3)]);
        let own = resemblances(&all[0], &all);
        let named: Vec<i32> = own
            .named
            .iter()
            .map(|similar| similar.other.number)
            .collect();
        assert_eq!((named, own.more), (vec![2, 4, 3], 0));
        let same: Vec<Comparable> = (1..15)
            .map(|number| entry(number, "Kiln", "A", "", &[]))
            .collect();
        let own = resemblances(&same[3], &same);
        assert_eq!(
            (own.named.len(), own.more, own.named[0].other.number),
            (10, 3, 1)
        );
    }
}
