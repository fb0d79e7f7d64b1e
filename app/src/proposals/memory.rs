//! What a section's page knows: what it began from, what is typed, and after a conflict what somebody else saved
//! meanwhile.

use super::{SaveSection, SectionDetail, conflict::Clash};
use crate::forms::{Kept, device::DeviceCopy};
use domain::{
    Error,
    errors::Stale,
    proposals::{Answers, Choices, Saved, Section, Strength, merge, problems, read_answers},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The refused save behind this page, without scripts.
pub(super) fn kept() -> Option<Kept> {
    use_context::<Kept>().filter(|kept| kept.action == SaveSection::PATH)
}

pub(super) fn value_in<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = fields.iter().find(|(key, _)| key == name);
    found.map(|(_, value)| value.as_str())
}

/// What the form shows; it is drawn anew only when this changes, never while somebody types.
#[derive(Clone)]
pub(super) struct Shown {
    pub(super) answers: Answers,
    pub(super) clash: Option<Clash>,
}

/// Both sides of a refused save, put together.
fn shown_after(stale: &Stale, base: &Answers, mine: Answers) -> Shown {
    let theirs: Answers = serde_json::from_slice(stale.current.as_bytes()).unwrap_or_default();
    let merge = merge(base, &mine, &theirs);
    Shown {
        answers: merge.merged.clone(),
        clash: Some(Clash {
            by: stale.by.clone(),
            mine,
            theirs,
            merge,
        }),
    }
}

/// The page's memory between saves.
#[derive(Clone, Copy)]
pub(super) struct Memory {
    pub(super) shown: RwSignal<Shown>,
    pub(super) version: RwSignal<i64>,
    pub(super) saved: RwSignal<Option<(i64, Option<String>)>>,
    pub(super) notes: RwSignal<Vec<domain::FieldError>>,
    base: StoredValue<Answers>,
    /// The version that what is typed was begun from, and what it said; a conflict changes neither.
    origin: StoredValue<(i64, Answers)>,
    /// How much of what is typed waits on this device, in words.
    pub(super) waiting: RwSignal<Option<String>>,
    /// Whether a save did not get through, or a page was closed, since the server last had everything.
    pub(super) late: RwSignal<bool>,
    pub(super) typed: StoredValue<Answers>,
    /// Typed since the last save.
    pub(super) dirty: RwSignal<bool>,
    /// How many changes there were, and how many of them are in the save that is on its way.
    pub(super) changes: StoredValue<u32>,
    pub(super) sent: StoredValue<u32>,
}

impl Memory {
    pub(super) fn of(detail: &SectionDetail) -> Self {
        let section = &detail.section;
        let now = detail.answers.clone();
        let version = detail.version;
        let refused = kept();
        let mine = refused
            .as_ref()
            .map(|kept| read_answers(section, &kept.values));
        let (shown, version, dirty) = match (refused.map(|kept| kept.error), mine) {
            (Some(Error::Conflict(stale)), Some(mine)) => {
                let base = detail.base.clone().unwrap_or_default();
                (shown_after(&stale, &base, mine), stale.version, true)
            }
            (Some(_), Some(mine)) => {
                let shown = Shown {
                    answers: mine,
                    clash: None,
                };
                (shown, version, true)
            }
            _ => {
                let shown = Shown {
                    answers: now.clone(),
                    clash: None,
                };
                (shown, version, false)
            }
        };
        let notes = problems(section, &shown.answers, &detail.choices, Strength::Draft);
        Self {
            typed: StoredValue::new(shown.answers.clone()),
            shown: RwSignal::new(shown),
            version: RwSignal::new(version),
            saved: RwSignal::new(detail.saved.clone()),
            notes: RwSignal::new(notes),
            origin: StoredValue::new((version, now.clone())),
            base: StoredValue::new(now),
            waiting: RwSignal::new(None),
            late: RwSignal::new(false),
            dirty: RwSignal::new(dirty),
            changes: StoredValue::new(0),
            sent: StoredValue::new(0),
        }
    }

    pub(super) fn touched(self) {
        self.changes.update_value(|changes| *changes += 1);
        if !self.dirty.get_untracked() {
            self.late.set(false);
        }
        self.dirty.set(true);
    }

    /// Whether there is something to save that needs no decision first.
    pub(super) fn may_save(self) -> bool {
        self.dirty.try_get_untracked() == Some(true)
            && self.shown.with_untracked(|shown| shown.clash.is_none())
    }

    /// The version that what is typed was begun from, and what it said.
    pub(super) fn origin(self) -> (i64, Answers) {
        self.origin.get_value()
    }

    /// How much of what is typed waits on this device, if it does.
    pub(super) fn is_kept(self, state: Option<String>) {
        self.waiting.set(state);
    }

    /// Whether the form shows these answers.
    pub(super) fn says(self, answers: &Answers) -> bool {
        self.shown.with_untracked(|shown| shown.answers == *answers)
    }

    /// Goes on with what was typed on this device before, on the version that it was begun from: a save will tell
    /// whether somebody else was here since.
    pub(super) fn take_up(
        self,
        copy: DeviceCopy<Answers>,
        answers: Answers,
        section: &Section,
        choices: &Choices,
    ) {
        let version = value_in(&copy.fields, ".version").and_then(|text| text.parse().ok());
        let version = version.unwrap_or_default();
        self.version.set(version);
        self.notes
            .set(problems(section, &answers, choices, Strength::Draft));
        self.base.set_value(copy.base.clone());
        self.origin.set_value((version, copy.base));
        self.typed.set_value(answers.clone());
        self.waiting.set(Some(copy.state));
        self.shown.set(Shown {
            answers,
            clash: None,
        });
        self.touched();
        self.late.set(true);
    }

    pub(super) fn after_save(self, saved: &Saved) {
        self.version.set(saved.version);
        self.origin
            .set_value((saved.version, saved.answers.clone()));
        self.saved.set(Some((saved.saved_at, None)));
        self.notes.set(saved.problems.clone());
        self.base.set_value(saved.answers.clone());
        self.dirty
            .set(self.changes.get_value() != self.sent.get_value());
        if self.shown.with_untracked(|shown| shown.clash.is_some()) {
            self.shown.set(Shown {
                answers: saved.answers.clone(),
                clash: None,
            });
        }
    }

    pub(super) fn after_conflict(self, stale: &Stale, section: &Section, choices: &Choices) {
        let shown = shown_after(stale, &self.base.get_value(), self.typed.get_value());
        self.version.set(stale.version);
        self.notes
            .set(problems(section, &shown.answers, choices, Strength::Draft));
        if let Some(clash) = &shown.clash {
            self.base.set_value(clash.theirs.clone());
        }
        self.shown.set(shown);
    }
}
