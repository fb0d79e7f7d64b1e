//! Two people saved the same section: what can be put together by itself, and what a person has to choose. How many
//! questions one of them changed.

use super::{Answer, Answers, Section};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The outcome of putting two versions together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Merge {
    /// Every answer that only one side changed, as changed; in a clash, `mine`.
    pub merged: Answers,
    /// Keys of the questions that both sides changed differently, sorted.
    pub clashes: Vec<String>,
    /// Keys of the questions whose answer came from `theirs` alone, sorted.
    pub taken: Vec<String>,
}

/// Puts `mine` and `theirs` together, which both began from `base`.
///
/// Works by question: a table or a text that both changed is a clash as a whole.
#[must_use]
pub fn merge(base: &Answers, mine: &Answers, theirs: &Answers) -> Merge {
    let keys: BTreeSet<&String> = base
        .0
        .keys()
        .chain(mine.0.keys())
        .chain(theirs.0.keys())
        .collect();
    let mut outcome = Merge::default();
    for key in keys {
        let (was, own, other) = (base.get(key), mine.get(key), theirs.get(key));
        let kept: Option<&Answer> = if own == other || other == was {
            own
        } else if own == was {
            outcome.taken.push(key.clone());
            other
        } else {
            outcome.clashes.push(key.clone());
            own
        };
        if let Some(answer) = kept {
            outcome.merged.0.insert(key.clone(), answer.clone());
        }
    }
    outcome
}

/// How many questions of a section `mine` answers otherwise than `base`. People whom the form offered and nobody gave a role
/// yet are no change.
#[must_use]
pub fn count_changes(section: &Section, base: &Answers, mine: &Answers) -> usize {
    let offered = |answer: &Answer| match answer {
        Answer::TeamRoles(roles) => roles.iter().all(|person| person.role.is_empty()),
        _ => false,
    };
    let changed = |key: &str| match (base.get(key), mine.get(key)) {
        (None, Some(own)) => !offered(own),
        (was, own) => was != own,
    };
    let questions = section.questions.iter();
    questions.filter(|question| changed(&question.key)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposals::{RoleInTeam, standard_form};

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        let text = |(key, text): &(&str, &str)| ((*key).to_owned(), Answer::Text((*text).into()));
        Answers(pairs.iter().map(text).collect())
    }

    #[test]
    fn changes_of_different_questions_merge_and_of_the_same_clash() {
        let base = answers(&[("a", "1"), ("b", "1"), ("c", "1"), ("gone", "1")]);
        let mine = answers(&[
            ("a", "2"),
            ("b", "1"),
            ("c", "mine"),
            ("gone", "1"),
            ("same", "x"),
        ]);
        let theirs = answers(&[("a", "1"), ("b", "2"), ("c", "theirs"), ("same", "x")]);
        assert_eq!(
            merge(&base, &mine, &theirs),
            Merge {
                merged: answers(&[("a", "2"), ("b", "2"), ("c", "mine"), ("same", "x")]),
                clashes: vec!["c".into()],
                taken: vec!["b".into(), "gone".into()],
            }
        );
    }

    #[test]
    fn changes_are_counted_by_question_and_nobody_is_blamed_for_what_the_form_offered() {
        let form = standard_form();
        let count = |section: &str, base: &Answers, mine: &Answers| {
            form.section(section)
                .map(|section| count_changes(section, base, mine))
        };
        let base = answers(&[("solution", "1"), ("skills", "1"), ("no_longer_asked", "1")]);
        let mine = answers(&[("solution", "2")]);
        assert_eq!(count("solution", &base, &mine), Some(2));
        assert_eq!(count("solution", &mine, &mine), Some(0));
        let team = |role: &str| {
            let person = RoleInTeam {
                name: "Keza".into(),
                role: role.into(),
            };
            Answers([("roles".into(), Answer::TeamRoles(vec![person]))].into())
        };
        let nobody = Answers::default();
        assert_eq!(count("team", &nobody, &team("")), Some(0));
        assert_eq!(count("team", &nobody, &team("builds")), Some(1));
        assert_eq!(count("team", &team("builds"), &team("")), Some(1));
    }

    #[test]
    fn clash_keeps_mine_in_the_merged_text_and_loses_neither() {
        let mine = answers(&[("a", "mine")]);
        let theirs = answers(&[("a", "theirs")]);
        let outcome = merge(&Answers::default(), &mine, &theirs);
        assert_eq!(outcome.merged, mine);
        assert_eq!(outcome.clashes, ["a"]);
    }
}
