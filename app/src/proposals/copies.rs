//! The copy of a section on this device: written at every change, gone once the server has all of it.
//!
//! It names the version that the text was begun from, never the one that a conflict showed: taken up again, it meets
//! the same conflict, and nobody's text is overwritten by what a closed tab had not decided.

use super::{SaveSection, memory::Memory};
use crate::{
    forms::device::{self, DeviceCopy},
    texts::{TimeStyle, time_text},
    tr, viewer,
};
use domain::proposals::{Answers, Choices, Section, count_changes, read_answers};
use leptos::{form::FromFormData, html, prelude::*, server_fn::ServerFn, web_sys::FormData};

/// Keeps one section on this device. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Copies {
    form: NodeRef<html::Form>,
    memory: Memory,
    /// The page's path, its title and what it asks.
    page: StoredValue<(String, String, Section)>,
}

impl Copies {
    pub(super) fn new(memory: Memory, path: String, title: String, section: Section) -> Self {
        Self {
            form: NodeRef::new(),
            memory,
            page: StoredValue::new((path, title, section)),
        }
    }

    /// Where what is typed stands.
    pub(super) const fn form(self) -> NodeRef<html::Form> {
        self.form
    }

    /// Keeps what is typed now.
    pub(super) fn keep(self) {
        let form = self.form.try_get_untracked().flatten();
        let typed = form
            .and_then(|form| FormData::new_with_form(&form).ok())
            .and_then(|form| SaveSection::from_form_data(&form).ok());
        let Some(typed) = typed else { return };
        let (version, base) = self.memory.origin();
        let questions: Vec<_> = typed
            .typed
            .into_iter()
            .filter(|(name, _)| !name.starts_with('.'))
            .collect();
        let fields = [
            (".proposal".to_owned(), typed.proposal.to_string()),
            (".section".to_owned(), typed.section),
            (".version".to_owned(), version.to_string()),
        ];
        let now = js_sys::Date::now() as i64;
        let time = time_text(now, &viewer::current().zone, TimeStyle::Clock);
        let kept = self.page.with_value(|(path, title, section)| {
            // What was typed and taken back waits as well: the server may have got it in between.
            let count = count_changes(section, &base, &read_answers(section, &questions)).max(1);
            let copy = DeviceCopy {
                title: title.clone(),
                state: tr!(proposals.kept_on_device, count = count, time = time),
                to: SaveSection::PATH.to_owned(),
                fields: fields.into_iter().chain(questions).collect(),
                base,
            };
            device::keep(path, &copy).then_some(copy.state)
        });
        self.memory.is_kept(kept);
    }

    /// The server has what was sent; what was typed since stays.
    pub(super) fn after_save(self) {
        if self.memory.may_save() {
            self.keep();
        } else {
            self.page.with_value(|(path, ..)| device::forget(path));
            self.memory.is_kept(None);
        }
    }

    /// Lets go of what the server will not take any more, and shows what it has.
    pub(super) fn discard(self) {
        self.page.with_value(|(path, ..)| device::forget(path));
        let _ = window().location().reload();
    }

    /// Goes on with a copy that an earlier page left; says whether there was one that the server has not.
    pub(super) fn take_up(self, section: &Section, choices: &Choices) -> bool {
        let copy: Option<DeviceCopy<Answers>> =
            self.page.with_value(|(path, ..)| device::kept(path));
        let Some(copy) = copy else { return false };
        let answers = read_answers(section, &copy.fields);
        if self.memory.says(&answers) {
            self.after_save();
            return false;
        }
        self.memory.take_up(copy, answers, section, choices);
        true
    }
}
