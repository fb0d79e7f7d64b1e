//! The copy of a score sheet on this device: written at every change, and kept after a save too, because the page that
//! the device kept may be older than that save.
//!
//! It names the version that the entries were begun from, never the one that a conflict showed: taken up again, it meets
//! the same conflict, and nothing is overwritten by what a closed tab had not decided.

use super::SaveReview;
use crate::{
    forms::device::{self, DeviceCopy},
    texts::{TimeStyle, time_text},
    tr, viewer,
};
use leptos::{
    prelude::*,
    server_fn::ServerFn,
    wasm_bindgen::JsCast,
    web_sys::{HtmlFormElement, HtmlInputElement},
};

/// How the entries of a copy stand with the server.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Waits {
    /// The server has them.
    No,
    /// They are sent as soon as there is a connection.
    ToBeSent,
    /// They wait for the button.
    ForButton,
}

/// The place of one sheet's copy. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Copies(StoredValue<(String, String)>);

impl Copies {
    /// For the page at `path`, which people call `title`.
    pub(super) fn new(path: String, title: String) -> Self {
        Self(StoredValue::new((path, title)))
    }

    /// Keeps the entries, which were begun from `version`. Says what to say of it: nothing where the device took nothing,
    /// or where nothing waits.
    pub(super) fn keep(self, save: SaveReview, version: i64, waits: Waits) -> Option<String> {
        let zone = viewer::current().zone;
        let time = time_text(js_sys::Date::now() as i64, &zone, TimeStyle::Clock);
        let named = |part: &'static str| move |(code, text)| (format!("{part}[{code}]"), text);
        let plain = [
            ("assignment", save.assignment.to_string()),
            ("version", version.to_string()),
            ("comment", save.comment),
            ("note", save.note),
            ("intent", save.intent),
        ];
        let fields = plain.map(|(name, text)| (name.to_owned(), text));
        let fields = fields
            .into_iter()
            .chain(save.scores.into_iter().map(named("scores")))
            .chain(save.reasons.into_iter().map(named("reasons")));
        let copy = DeviceCopy {
            title: self.0.with_value(|(_, title)| title.clone()),
            state: match waits {
                Waits::No => String::new(),
                _ => tr!(reviews.kept_on_device, time = time),
            },
            to: match waits {
                Waits::ToBeSent => SaveReview::PATH.to_owned(),
                _ => String::new(),
            },
            fields: fields.collect(),
            base: (),
        };
        let kept = self.0.with_value(|(path, _)| device::keep(path, &copy));
        (kept && waits != Waits::No).then_some(copy.state)
    }

    /// What an earlier page left here that a page at `version` does not show.
    pub(super) fn kept(self, version: i64) -> Option<(DeviceCopy<()>, i64)> {
        let copy: DeviceCopy<()> = self.0.with_value(|(path, _)| device::kept(path))?;
        let from = value_in(&copy.fields, "version").parse().unwrap_or(0);
        if copy.state.is_empty() && from <= version {
            self.forget();
            return None;
        }
        Some((copy, from))
    }

    /// Nothing of it is needed any more.
    pub(super) fn forget(self) {
        self.0.with_value(|(path, _)| device::forget(path));
    }
}

/// The value of a field, empty when there is none.
pub(super) fn value_in<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    let found = fields.iter().find(|(own, _)| own == name);
    found.map_or("", |(_, value)| value)
}

/// Puts the entries of a copy into the form, as if the page had come with them: nobody typed them now.
pub(super) fn fill(form: &HtmlFormElement, fields: &[(String, String)]) {
    for (name, value) in fields {
        let find = |selector: String| form.query_selector(&selector).ok().flatten();
        let level = find(format!("[type=radio][name='{name}'][value='{value}']"));
        if let Some(level) = level.and_then(|found| found.dyn_into::<HtmlInputElement>().ok()) {
            level.set_default_checked(true);
            level.set_checked(true);
        } else if let Some(input) = find(format!(
            "[name='{name}']:not([type=radio],[type=hidden],button)"
        )) {
            // Texts and menus have it alike.
            for property in ["defaultValue", "value"] {
                let _ = js_sys::Reflect::set(&input, &property.into(), &value.into());
            }
        }
    }
}
