//! The form that a competition asks teams to fill in: sections of questions with language-neutral keys.

use crate::{Language, Localised};
use serde::{Deserialize, Serialize};

/// Sections in their order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FormDefinition {
    /// Each is saved and versioned by itself.
    pub sections: Vec<Section>,
    /// What organisers check of every proposal before it goes to the jury; a decision names a point by its place,
    /// from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Localised>,
}

/// A part of the form that one person edits at a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Language-neutral, unique in the form.
    pub key: String,
    /// Its title.
    pub title: Localised,
    /// Honest estimate of the time it takes.
    pub minutes: u32,
    /// What it asks.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Language-neutral, unique in the form; the input's name.
    pub key: String,
    /// What is asked.
    pub label: Localised,
    /// Help; may be empty.
    pub hint: Localised,
    /// Whether a submission needs an answer.
    pub required: bool,
    /// What kind of answer.
    pub kind: QuestionKind,
}

/// Kinds of answers. What is stored for each is `Answer`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum QuestionKind {
    /// One line.
    Line {
        /// Most characters.
        max: u32,
    },
    /// Several paragraphs.
    Text {
        /// Most words.
        words: u32,
    },
    /// A need of the competition.
    Need,
    /// A college of the competition (its district and province follow).
    College,
    /// A sector.
    Sector,
    /// Any of the target groups.
    TargetGroups,
    /// Of what the organiser offers.
    Choice {
        /// Whether several may be chosen.
        many: bool,
        /// What is offered, in its order.
        options: Vec<ChoiceOption>,
    },
    /// A whole number.
    Number {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// Budget lines in one currency, with their sum.
    Budget,
    /// Dated steps.
    Milestones,
    /// Who does what in the team.
    TeamRoles,
    /// Files that are uploaded for it; the answer is their names, which nobody types.
    File,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChoiceOption {
    /// Language-neutral, unique in its question; what is stored.
    pub key: String,
    /// What is read.
    pub label: Localised,
}

impl FormDefinition {
    /// As a reader of `language` sees it.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.checks = self.checks.iter().map(|text| text.only(language)).collect();
        for section in &mut self.sections {
            section.title = section.title.only(language);
            for question in &mut section.questions {
                question.label = question.label.only(language);
                question.hint = question.hint.only(language);
                if let QuestionKind::Choice { options, .. } = &mut question.kind {
                    for option in options {
                        option.label = option.label.only(language);
                    }
                }
            }
        }
        self
    }

    /// The section with this key.
    #[must_use]
    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    /// The section that asks a question.
    #[must_use]
    pub fn section_of(&self, question: &str) -> Option<&Section> {
        self.questions()
            .find(|(_, asked)| asked.key == question)
            .map(|(section, _)| section)
    }

    /// All questions in their order, each with its section.
    pub fn questions(&self) -> impl Iterator<Item = (&Section, &Question)> {
        self.sections.iter().flat_map(|section| {
            section
                .questions
                .iter()
                .map(move |question| (section, question))
        })
    }

    /// Honest estimate of the time that the whole form takes.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.sections.iter().map(|section| section.minutes).sum()
    }
}

impl Section {
    /// The question with this key.
    #[must_use]
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == key)
    }
}
