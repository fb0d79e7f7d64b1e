//! What organisers type about a section or a question of the form, and its check.

use super::{
    ChoiceOption, FormDefinition, MOST_IN_LINE, MOST_MINUTES, MOST_NUMBER, MOST_WORDS, Question,
    QuestionKind, Section, TITLE,
    form_rules::{check_question, check_section, other},
    key_from,
};
use crate::{Error, Language, Localised, Problem, errors::Problems, fields};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Text as typed in each language, by its code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InLanguages(pub BTreeMap<String, String>);

/// A section as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionEdit {
    /// Its key; made of the title where it is empty.
    pub key: String,
    /// Its title.
    pub title: InLanguages,
    /// 1 to 600.
    pub minutes: String,
}

/// A question as typed. Settings of other kinds than the chosen one are left alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionEdit {
    /// Its key; made of the label where it is empty.
    pub key: String,
    /// Key of its kind.
    pub kind: String,
    /// What is asked.
    pub label: InLanguages,
    /// Help.
    pub hint: InLanguages,
    /// Whether a submission needs an answer.
    pub required: bool,
    /// Of a line: most characters.
    pub characters: String,
    /// Of a text: most words.
    pub words: String,
    /// Of a number: smallest.
    pub lowest: String,
    /// Of a number: largest.
    pub highest: String,
    /// Of a choice: whether several may be chosen.
    pub many: bool,
    /// Of a choice: one option a line, the same line in each language.
    pub options: InLanguages,
}

impl InLanguages {
    fn localised(&self) -> Localised {
        let mut text = Localised::default();
        for language in Language::ALL {
            text.set(language, &self.of(language).replace("\r\n", "\n"));
        }
        text
    }

    fn of(&self, language: Language) -> &str {
        self.0.get(language.code()).map_or("", String::as_str)
    }

    fn lines(&self, language: Language) -> Vec<&str> {
        let lines = self.of(language).lines().map(str::trim);
        lines.filter(|line| !line.is_empty()).collect()
    }

    /// A list, one thing a line, the same line in each language. English decides how many there are; another
    /// language has as many or none.
    pub(super) fn list(&self, field: &str, found: &mut Problems) -> Vec<Localised> {
        let english = self.lines(Language::En);
        let mut list: Vec<Localised> = english
            .iter()
            .map(|line| Localised::new(Language::En, *line))
            .collect();
        for language in &Language::ALL[1..] {
            let lines = self.lines(*language);
            if !lines.is_empty() && lines.len() != list.len() {
                found.add(
                    format!("{field}[{}]", language.code()),
                    other("lines_differ"),
                );
            }
            for (text, line) in list.iter_mut().zip(lines) {
                text.set(*language, line);
            }
        }
        list
    }
}

impl SectionEdit {
    /// The section that was typed; it keeps the questions of `before`.
    ///
    /// # Errors
    /// `Invalid` with every problem.
    pub fn check(&self, form: &FormDefinition, before: Option<&Section>) -> Result<Section, Error> {
        let mut found = Problems::new();
        let title = self.title.localised();
        let taken = |key: &str| {
            let mut others = form.sections.iter().filter(|own| Some(*own) != before);
            others.any(|section| section.key == key)
        };
        let key = key(&self.key, &title, "section", taken, &mut found);
        let minutes = fields::whole(&self.minutes, 1, MOST_MINUTES.into());
        let minutes = found.check("minutes", minutes).unwrap_or(1);
        let section = Section {
            key,
            title,
            minutes: minutes as u32,
            questions: before.map(|own| own.questions.clone()).unwrap_or_default(),
        };
        let mut rules = Problems::new();
        check_section(&section, &mut rules);
        joined(found, rules)?;
        Ok(section)
    }
}

impl QuestionEdit {
    /// The question that was typed. What other parts rely on keeps its key and kind.
    ///
    /// # Errors
    /// `Invalid` with every problem.
    pub fn check(
        &self,
        form: &FormDefinition,
        before: Option<&Question>,
    ) -> Result<Question, Error> {
        let mut found = Problems::new();
        let label = self.label.localised();
        let fixed = before.filter(|own| own.reliance().is_some());
        let taken = |key: &str| {
            let mut others = form.questions().filter(|(_, own)| Some(*own) != before);
            others.any(|(_, question)| question.key == key)
        };
        let key = match fixed {
            Some(own) => own.key.clone(),
            None => key(&self.key, &label, "question", taken, &mut found),
        };
        let kind = self.kind(before, &mut found);
        if fixed.is_some_and(|own| own.kind.key() != kind.key()) {
            found.add("kind", other("relied_on"));
        }
        let again = form
            .questions()
            .any(|(_, own)| Some(own) != before && own.kind == kind);
        if kind.is_single() && again {
            found.add("kind", other("one_of_a_kind"));
        }
        let question = Question {
            required: self.required || key == TITLE,
            key,
            label,
            hint: self.hint.localised(),
            kind,
        };
        let mut rules = Problems::new();
        check_question(&question, &mut rules);
        joined(found, rules)?;
        Ok(question)
    }

    fn kind(&self, before: Option<&Question>, found: &mut Problems) -> QuestionKind {
        let mut whole = |field: &str, text: &str, min: i64, max: i64| {
            found
                .check(field, fields::whole(text, min, max))
                .unwrap_or(min)
        };
        match self.kind.trim() {
            "line" => QuestionKind::Line {
                max: whole("characters", &self.characters, 1, MOST_IN_LINE.into()) as u32,
            },
            "text" => QuestionKind::Text {
                words: whole("words", &self.words, 1, MOST_WORDS.into()) as u32,
            },
            "number" => QuestionKind::Number {
                min: whole("lowest", &self.lowest, -MOST_NUMBER, MOST_NUMBER),
                max: whole("highest", &self.highest, -MOST_NUMBER, MOST_NUMBER),
            },
            "choice" => QuestionKind::Choice {
                many: self.many,
                options: self.options(before, found),
            },
            name => {
                let known = QuestionKind::all()
                    .into_iter()
                    .find(|kind| kind.key() == name);
                known.unwrap_or_else(|| {
                    let problem = if name.is_empty() {
                        Problem::Required
                    } else {
                        Problem::NotAChoice
                    };
                    found.add("kind", problem);
                    QuestionKind::Milestones
                })
            }
        }
    }

    /// An option whose English did not change keeps its key.
    fn options(&self, before: Option<&Question>, found: &mut Problems) -> Vec<ChoiceOption> {
        let known = match before.map(|own| &own.kind) {
            Some(QuestionKind::Choice { options, .. }) => options.as_slice(),
            _ => &[],
        };
        let english = self.options.lines(Language::En);
        let mut options: Vec<ChoiceOption> = Vec::new();
        for label in self.options.list("options", found) {
            let line = label.get(Language::En);
            let same = known.iter().find(|own| own.label.get(Language::En) == line);
            let taken = |key: &str| {
                let kept = known
                    .iter()
                    .any(|own| own.key == key && english.contains(&own.label.get(Language::En)));
                kept || options.iter().any(|own| own.key == key)
            };
            options.push(ChoiceOption {
                key: same.map_or_else(|| key_from(line, "option", taken), |own| own.key.clone()),
                label,
            });
        }
        options
    }
}

/// One message for each field: what could not be read says more than the rule that its stand-in broke.
fn joined(found: Problems, rules: Problems) -> Result<(), Error> {
    let mut all = found.into_list();
    for error in rules.into_list() {
        if all.iter().all(|known| known.field != error.field) {
            all.push(error);
        }
    }
    if all.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(all))
    }
}

/// The key that was typed, or one made of the text.
fn key(
    typed: &str,
    text: &Localised,
    kind: &str,
    taken: impl Fn(&str) -> bool,
    found: &mut Problems,
) -> String {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        key_from(text.get(Language::En), kind, taken)
    } else {
        if taken(&typed) {
            found.add("key", Problem::Taken);
        }
        typed
    }
}
