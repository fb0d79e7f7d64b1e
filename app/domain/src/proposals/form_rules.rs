//! What makes a form definition acceptable: the same rules check what organisers type and the form as a whole.

use super::{ChoiceOption, FormDefinition, Question, QuestionKind, SUMMARY, Section, TITLE};
use crate::{FieldError, Language, Localised, Problem, errors::Problems};
use serde::{Deserialize, Serialize};

/// Most sections of a form.
pub const MOST_SECTIONS: usize = 20;
/// Most questions of a form.
pub const MOST_QUESTIONS: usize = 60;
/// Most options of a choice.
pub const MOST_OPTIONS: usize = 30;
/// Most points of the screening's checklist.
pub const MOST_CHECKS: usize = 20;
/// Longest estimate of a section in minutes.
pub const MOST_MINUTES: u32 = 600;
/// Most characters of a line.
pub const MOST_IN_LINE: u32 = 200;
/// Most words of a text.
pub const MOST_WORDS: u32 = 3_000;
/// Largest number, on either side of nought.
pub const MOST_NUMBER: i64 = 1_000_000_000_000;
const MOST_IN_KEY: usize = 40;
const MOST_IN_TITLE: u32 = 120;
const MOST_IN_LABEL: u32 = 200;
const MOST_IN_HINT: u32 = 600;

/// Parts of addresses and ids of pages that a key would hide.
const RESERVED: [&str; 14] = [
    "attachments",
    "comments",
    "files",
    "history",
    "main",
    "new",
    "pages",
    "preview",
    "print",
    "receipt",
    "result",
    "section",
    "sections",
    "submit",
];

crate::vocabulary::vocabulary! {
    /// Why a question can neither be removed nor become one of another kind.
    Reliance {
        /// It is the proposal's name everywhere.
        Title = "title",
        /// Cards and search show it.
        Summary = "summary",
        /// Lists filter by it, jurors are matched by it.
        Filter = "filter",
        /// Its sum is the amount in lists and on cards.
        Amount = "amount",
    }
}

impl QuestionKind {
    /// All kinds as they begin, in the order of menus.
    #[must_use]
    pub fn all() -> Vec<Self> {
        vec![
            Self::Line { max: 120 },
            Self::Text { words: 150 },
            Self::Choice {
                many: false,
                options: Vec::new(),
            },
            Self::Number { min: 0, max: 1_000 },
            Self::Milestones,
            Self::TeamRoles,
            Self::File,
            Self::Budget,
            Self::Need,
            Self::College,
            Self::Sector,
            Self::TargetGroups,
        ]
    }

    /// Its name in the stored form.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Line { .. } => "line",
            Self::Text { .. } => "text",
            Self::Need => "need",
            Self::College => "college",
            Self::Sector => "sector",
            Self::TargetGroups => "target_groups",
            Self::Choice { .. } => "choice",
            Self::Number { .. } => "number",
            Self::Budget => "budget",
            Self::Milestones => "milestones",
            Self::TeamRoles => "team_roles",
            Self::File => "file",
        }
    }

    /// Whether lists read the one question of this kind, so that there is always exactly one.
    #[must_use]
    pub const fn is_single(&self) -> bool {
        matches!(
            self,
            Self::Need | Self::College | Self::Sector | Self::TargetGroups | Self::Budget
        )
    }
}

impl Question {
    /// Why other parts need this question as it is, if they do.
    #[must_use]
    pub fn reliance(&self) -> Option<Reliance> {
        match (self.key.as_str(), &self.kind) {
            (TITLE, _) => Some(Reliance::Title),
            (SUMMARY, _) => Some(Reliance::Summary),
            (_, QuestionKind::Budget) => Some(Reliance::Amount),
            (_, kind) if kind.is_single() => Some(Reliance::Filter),
            _ => None,
        }
    }
}

impl FormDefinition {
    /// Everything that is wrong with the form; a question's field is named `section/question/field`.
    #[must_use]
    pub fn problems(&self) -> Vec<FieldError> {
        let mut all = Problems::new();
        if self.sections.len() > MOST_SECTIONS || self.questions().count() > MOST_QUESTIONS {
            all.add("sections", other("too_many"));
        }
        for (at, section) in self.sections.iter().enumerate() {
            let mut own = Problems::new();
            check_section(section, &mut own);
            if self.sections[..at].iter().any(|s| s.key == section.key) {
                own.add("key", Problem::Taken);
            }
            take(&mut all, own, &section.key);
        }
        for (at, (section, question)) in self.questions().enumerate() {
            let mut own = Problems::new();
            check_question(question, &mut own);
            for (_, earlier) in self.questions().take(at) {
                if earlier.key == question.key {
                    own.add("key", Problem::Taken);
                }
                if question.kind.is_single() && earlier.kind == question.kind {
                    own.add("kind", other("one_of_a_kind"));
                }
            }
            take(&mut all, own, &format!("{}/{}", section.key, question.key));
        }
        check_checks(&self.checks, &mut all);
        let asks = |fits: &dyn Fn(&Question) -> bool| self.questions().any(|(_, q)| fits(q));
        let texts = asks(&|q| q.key == TITLE && q.required) && asks(&|q| q.key == SUMMARY);
        let mut singles = QuestionKind::all()
            .into_iter()
            .filter(QuestionKind::is_single);
        if !texts || !singles.all(|kind| asks(&|q| q.kind == kind)) {
            all.add("sections", other("relied_on"));
        }
        all.into_list()
    }
}

fn take(all: &mut Problems, own: Problems, place: &str) {
    for FieldError { field, problem } in own.into_list() {
        all.add(format!("{place}/{field}"), problem);
    }
}

/// What is wrong with a section itself, under the names of the editor's inputs.
pub(super) fn check_section(section: &Section, found: &mut Problems) {
    found.check("key", form_key(&section.key));
    check_text("title", &section.title, MOST_IN_TITLE, true, found);
    range(
        "minutes",
        section.minutes.into(),
        1,
        MOST_MINUTES.into(),
        found,
    );
}

/// What is wrong with a question itself, under the names of the editor's inputs.
pub(super) fn check_question(question: &Question, found: &mut Problems) {
    found.check("key", form_key(&question.key));
    check_text("label", &question.label, MOST_IN_LABEL, true, found);
    check_text("hint", &question.hint, MOST_IN_HINT, false, found);
    let fits = match question.key.as_str() {
        TITLE => matches!(question.kind, QuestionKind::Line { .. }),
        SUMMARY => matches!(question.kind, QuestionKind::Text { .. }),
        _ => true,
    };
    if !fits {
        found.add("kind", other("relied_on"));
    }
    match &question.kind {
        QuestionKind::Line { max } => {
            range("characters", (*max).into(), 1, MOST_IN_LINE.into(), found);
        }
        QuestionKind::Text { words } => {
            range("words", (*words).into(), 1, MOST_WORDS.into(), found);
        }
        QuestionKind::Number { min, max } => {
            range("lowest", *min, -MOST_NUMBER, MOST_NUMBER, found);
            range("highest", *max, -MOST_NUMBER, MOST_NUMBER, found);
            if min >= max {
                found.add("highest", other("highest_not_above_lowest"));
            }
        }
        QuestionKind::Choice { options, .. } => check_options(options, found),
        _ => {}
    }
}

fn check_options(options: &[ChoiceOption], found: &mut Problems) {
    let field = "options[en]";
    if options.len() < 2 {
        found.add(field, other("too_few_options"));
    }
    if options.len() > MOST_OPTIONS {
        found.add(
            field,
            Problem::OutOfRange {
                min: 2,
                max: MOST_OPTIONS as i64,
            },
        );
    }
    for (at, option) in options.iter().enumerate() {
        found.check(field, form_key(&option.key));
        check_text("options", &option.label, MOST_IN_LABEL, true, found);
        if options[..at].iter().any(|earlier| {
            earlier.key == option.key
                || earlier.label.get(Language::En) == option.label.get(Language::En)
        }) {
            found.add(field, Problem::Taken);
        }
    }
}

/// What is wrong with the checklist.
pub(super) fn check_checks(checks: &[Localised], found: &mut Problems) {
    if checks.len() > MOST_CHECKS {
        found.add("checks[en]", other("too_many"));
    }
    for text in checks {
        check_text("checks", text, MOST_IN_LABEL, true, found);
    }
}

fn check_text(field: &str, text: &Localised, max: u32, required: bool, found: &mut Problems) {
    if required && !text.0.contains_key(&Language::En) {
        found.add(format!("{field}[en]"), Problem::Required);
    }
    for (language, text) in &text.0 {
        if text.chars().count() > max as usize {
            let field = format!("{field}[{}]", language.code());
            found.add(field, Problem::TooLong { max });
        }
    }
}

fn range(field: &str, number: i64, min: i64, max: i64, found: &mut Problems) {
    if !(min..=max).contains(&number) {
        found.add(field, Problem::OutOfRange { min, max });
    }
}

pub(super) fn other(what: &str) -> Problem {
    Problem::Other { what: what.into() }
}

/// A key: 2 to 40 small letters, digits and underscores, the first a letter, and no page of its own.
///
/// # Errors
/// `Other` with `not_a_key` or `reserved_key`.
pub fn form_key(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    let plain = text
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !plain
        || !text.starts_with(|c: char| c.is_ascii_lowercase())
        || !(2..=MOST_IN_KEY).contains(&text.len())
    {
        return Err(other("not_a_key"));
    }
    if RESERVED.contains(&text) {
        return Err(other("reserved_key"));
    }
    Ok(text.to_owned())
}

/// A key made of a text, other than all that are taken.
#[must_use]
pub fn key_from(text: &str, kind: &str, taken: impl Fn(&str) -> bool) -> String {
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let mut key = words.join("_");
    key.truncate(MOST_IN_KEY - 4);
    let mut key = key.trim_end_matches('_').to_owned();
    if !key.starts_with(|c: char| c.is_ascii_lowercase()) {
        key = format!("{kind}_{key}").trim_end_matches('_').to_owned();
        key.truncate(MOST_IN_KEY - 4);
    }
    let free = |key: &str| form_key(key).is_ok() && !taken(key);
    let numbered = (2..1_000).map(|number| format!("{key}_{number}"));
    std::iter::once(key.clone())
        .chain(numbered)
        .find(|key| free(key))
        .unwrap_or_default()
}
