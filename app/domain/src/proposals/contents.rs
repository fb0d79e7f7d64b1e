//! A proposal as it is read: the form, the answers and what the chosen keys mean. And the few answers that
//! lists, filters and cards show.

use super::{
    AllAnswers, Answer, Answers, Budget, Choices, CollegeChoice, FormDefinition, NeedChoice,
    QuestionKind,
};
use crate::{
    CollegeId, Language, NeedId,
    files::SubmittedFile,
    money::Money,
    vocabulary::{Sector, TargetGroup},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Key of the question whose answer is the proposal's title. Every form has it.
pub const TITLE: &str = "title";
/// Key of the question whose answer cards and search show.
pub const SUMMARY: &str = "summary";
/// Key of the question for the jobs that a pilot creates.
pub const JOBS: &str = "jobs";

/// All that is needed to show a proposal to a reader.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProposalContent {
    /// What was asked.
    pub form: FormDefinition,
    /// What was answered.
    pub answers: AllAnswers,
    /// What the keys of needs and colleges mean.
    pub choices: Choices,
    /// The language that it is written in.
    pub language: Language,
    /// The long texts as safe HTML, by the key of their question; made on the server for pages that show them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prose: BTreeMap<String, String>,
}

/// What lists and filters know of a proposal; copied beside it whenever its answers change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// Trimmed; may be empty in a draft.
    pub title: String,
    /// The need, if it is one of the competition.
    pub need: Option<NeedId>,
    /// The college, if it is one of the competition.
    pub college: Option<CollegeId>,
    /// The sector.
    pub sector: Option<Sector>,
    /// Whom it serves, in the order of the vocabulary.
    pub target_groups: Vec<TargetGroup>,
    /// Sum of the budget.
    pub amount: Money,
}

impl ProposalContent {
    /// The answers of a section; empty when there are none.
    #[must_use]
    pub fn section(&self, key: &str) -> &Answers {
        static NONE: Answers = Answers(BTreeMap::new());
        self.answers.get(key).unwrap_or(&NONE)
    }

    /// The answer to a question, wherever in the form it stands.
    #[must_use]
    pub fn answer(&self, question: &str) -> Option<&Answer> {
        self.form
            .section_of(question)
            .and_then(|section| self.section(&section.key).get(question))
    }

    /// The title, trimmed; empty while it has none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.text(TITLE)
    }

    /// The summary, trimmed; empty while it has none.
    #[must_use]
    pub fn summary(&self) -> &str {
        self.text(SUMMARY)
    }

    /// How many jobs it creates, if it says so.
    #[must_use]
    pub fn jobs(&self) -> Option<i64> {
        match self.answer(JOBS) {
            Some(Answer::Number(entered)) => entered.value(),
            _ => None,
        }
    }

    /// Its budget.
    #[must_use]
    pub fn budget(&self) -> Option<&Budget> {
        match self.of_kind(|kind| matches!(kind, QuestionKind::Budget)) {
            Some(Answer::Budget(budget)) => Some(budget),
            _ => None,
        }
    }

    /// As a reader of `language` sees it; what the team wrote stays in theirs.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self {
            form: self.form.in_language(language),
            choices: self.choices.in_language(language),
            ..self
        }
    }

    /// With the names of files as the answers to the questions that ask for them.
    #[must_use]
    pub fn with_files(mut self, files: &[SubmittedFile]) -> Self {
        for section in &self.form.sections {
            for question in &section.questions {
                let asked = |file: &&SubmittedFile| file.question.as_ref() == Some(&question.key);
                let names: Vec<_> = files
                    .iter()
                    .filter(asked)
                    .map(|file| file.name.clone())
                    .collect();
                if question.kind == QuestionKind::File && !names.is_empty() {
                    let own = self.answers.entry(section.key.clone()).or_default();
                    own.0.insert(question.key.clone(), Answer::Choice(names));
                }
            }
        }
        self
    }

    /// With its long texts as HTML. The summary stays as it was typed: cards and lists show it too.
    #[must_use]
    pub fn with_prose(mut self, html: impl Fn(&str) -> String) -> Self {
        for section in &self.form.sections {
            for question in &section.questions {
                let long = matches!(question.kind, QuestionKind::Text { .. });
                let answers = self.answers.get(&section.key);
                if let Some(Answer::Text(text)) = answers.and_then(|own| own.get(&question.key))
                    && long
                    && question.key != SUMMARY
                {
                    self.prose.insert(question.key.clone(), html(text));
                }
            }
        }
        self
    }

    /// Without the questions that ask for people, and their answers. A section that asks nothing else goes with them.
    #[must_use]
    pub fn without_people(mut self) -> Self {
        for section in &mut self.form.sections {
            let answers = self.answers.remove(&section.key).unwrap_or_default();
            section
                .questions
                .retain(|question| question.kind != QuestionKind::TeamRoles);
            let kept = answers.0.into_iter();
            let kept = kept.filter(|(key, answer)| {
                section.question(key).is_some() && !matches!(answer, Answer::TeamRoles(_))
            });
            let kept = Answers(kept.collect());
            self.answers.insert(section.key.clone(), kept);
        }
        self.form
            .sections
            .retain(|section| !section.questions.is_empty());
        let form = &self.form;
        self.answers.retain(|key, _| form.section(key).is_some());
        self.prose.retain(|key, _| form.section_of(key).is_some());
        self
    }

    /// Keys of the chosen need and college, whether or not `choices` knows them.
    #[must_use]
    pub fn chosen_places(&self) -> [Option<&String>; 2] {
        [
            self.chosen(|kind| matches!(kind, QuestionKind::Need))
                .first(),
            self.chosen(|kind| matches!(kind, QuestionKind::College))
                .first(),
        ]
    }

    /// The chosen need.
    #[must_use]
    pub fn need(&self) -> Option<&NeedChoice> {
        self.choices.need(self.chosen_places()[0]?)
    }

    /// The chosen college.
    #[must_use]
    pub fn college(&self) -> Option<&CollegeChoice> {
        self.choices.college(self.chosen_places()[1]?)
    }

    /// What lists and filters know of it.
    #[must_use]
    pub fn overview(&self) -> Overview {
        let groups = self.chosen(|kind| matches!(kind, QuestionKind::TargetGroups));
        Overview {
            title: self.title().to_owned(),
            need: self.need().map(|need| need.id),
            college: self.college().map(|college| college.id),
            sector: self
                .chosen(|kind| matches!(kind, QuestionKind::Sector))
                .first()
                .and_then(|key| Sector::parse(key)),
            target_groups: TargetGroup::ALL
                .iter()
                .copied()
                .filter(|group| groups.iter().any(|key| key == group.key()))
                .collect(),
            amount: self.budget().map(Budget::sum).unwrap_or_default(),
        }
    }

    fn text(&self, question: &str) -> &str {
        match self.answer(question) {
            Some(Answer::Text(text)) => text.trim(),
            _ => "",
        }
    }

    fn of_kind(&self, fits: impl Fn(&QuestionKind) -> bool) -> Option<&Answer> {
        self.form
            .questions()
            .find(|(_, question)| fits(&question.kind))
            .and_then(|(section, question)| self.section(&section.key).get(&question.key))
    }

    fn chosen(&self, fits: impl Fn(&QuestionKind) -> bool) -> &[String] {
        match self.of_kind(fits) {
            Some(Answer::Choice(keys)) => keys,
            _ => &[],
        }
    }
}
