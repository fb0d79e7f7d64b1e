//! Saving while a juror works: one save at a time, each from the version that the last one answered.
//!
//! Only a hydrated page comes here; without WebAssembly the same form posts by itself. A draft is kept a moment after the
//! last change, and when the page goes sooner. What was handed in is never replaced by itself: that takes the button,
//! and leaving before it is pressed is asked about. What does not get through is tried again as it was asked for. What is
//! typed is on this device at once (`copies`).

use super::{
    KEEP, SUBMIT, SaveReview,
    copies::{Copies, Waits, fill, value_in},
};
use crate::forms::{ask_before_leaving, send_when_leaving, show_messages};
use domain::{
    Error,
    reviews::{ReviewState, SavedReview},
};
use leptos::{
    ev::SubmitEvent, form::FromFormData, html, leptos_dom::helpers::TimeoutHandle, prelude::*,
    server_fn::ServerFn, wasm_bindgen::JsCast, web_sys,
};
use std::time::Duration;

/// A draft is kept this long after the last change.
const PAUSE: Duration = Duration::from_millis(1_500);
/// After a failure it is tried again this much later.
const RETRY: Duration = Duration::from_secs(5);

/// What a juror sees of the state of the save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SaveState {
    /// Nothing was changed since the page came.
    Untouched,
    /// Changed, not sent.
    Waiting,
    /// On its way.
    Saving,
    /// Kept at this instant, milliseconds UTC.
    Saved(i64),
    /// Another window was first.
    Conflict,
    /// Refused; the form says why.
    Refused,
    /// The server could not be reached; it is tried again.
    Offline,
}

/// Saves one score sheet. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Saver {
    pub(super) action: ServerAction<SaveReview>,
    pub(super) form: NodeRef<html::Form>,
    pub(super) version: RwSignal<i64>,
    pub(super) state: RwSignal<SaveState>,
    /// A draft is kept by itself; not what was handed in.
    by_itself: bool,
    wanted: StoredValue<Option<&'static str>>,
    /// What the last save asked for.
    sent: StoredValue<&'static str>,
    copies: Copies,
    /// The version that the entries were begun from; a conflict does not change it.
    origin: StoredValue<i64>,
    /// What to say of entries that wait on this device.
    pub(super) kept: RwSignal<Option<String>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Saver {
    /// For a sheet at `version`; `received` is told of every review that was handed in.
    pub(super) fn new(
        version: i64,
        by_itself: bool,
        copies: Copies,
        received: Callback<()>,
    ) -> Self {
        let saver = Self {
            action: ServerAction::new(),
            form: NodeRef::new(),
            version: RwSignal::new(version),
            state: RwSignal::new(SaveState::Untouched),
            by_itself,
            wanted: StoredValue::new(None),
            sent: StoredValue::new(KEEP),
            copies,
            origin: StoredValue::new(version),
            kept: RwSignal::new(None),
            timer: StoredValue::new(None),
        };
        Effect::new(move || {
            if saver.action.version().get() > 0 {
                saver.answered(received);
            }
        });
        Effect::new(move || {
            if let Some(form) = saver.form.get() {
                saver.take_up(&form);
            }
        });
        send_when_leaving(saver.form, SaveReview::PATH, move || {
            // What is wanted is not on its way yet. Without an intent a draft is kept; what is to be handed in waits on
            // the device as that, and a draft must not come before it.
            by_itself && saver.wanted.try_get_value().flatten() == Some(KEEP)
        });
        ask_before_leaving(move || {
            // What was handed in is not replaced by itself: whoever leaves now loses the change.
            !by_itself
                && saver.state.try_get_untracked().is_some_and(|state| {
                    !matches!(state, SaveState::Untouched | SaveState::Saved(_))
                })
        });
        on_cleanup(move || saver.stop());
        saver
    }

    /// Goes on with entries that an earlier page left on this device. What was asked for then is asked for again.
    fn take_up(self, form: &web_sys::HtmlFormElement) {
        let Some((copy, from)) = self.copies.kept(self.version.get_untracked()) else {
            return;
        };
        fill(form, &copy.fields);
        self.version.set(from);
        self.origin.set_value(from);
        if copy.state.is_empty() {
            return;
        }
        self.kept.set(Some(copy.state));
        self.state.set(SaveState::Waiting);
        if value_in(&copy.fields, "intent") == SUBMIT {
            self.want(SUBMIT, Duration::ZERO);
        } else if self.by_itself {
            self.want(KEEP, Duration::ZERO);
        }
    }

    /// What the form holds.
    fn entries(self) -> Option<SaveReview> {
        let form = self.form.try_get_untracked().flatten()?;
        let data = web_sys::FormData::new_with_form(&form).ok()?;
        SaveReview::from_form_data(&data).ok()
    }

    /// Keeps what the form holds on this device.
    fn keep(self, waits: Waits) {
        if let Some(mut save) = self.entries() {
            save.intent = self.wanted.get_value().unwrap_or(KEEP).to_owned();
            self.kept
                .set(self.copies.keep(save, self.origin.get_value(), waits));
        }
    }

    /// Something was typed or chosen.
    pub(super) fn touched(self) {
        self.keep(if self.by_itself {
            Waits::ToBeSent
        } else {
            Waits::ForButton
        });
        if self.state.get_untracked() == SaveState::Conflict {
            return;
        }
        self.state.set(SaveState::Waiting);
        if self.by_itself {
            self.want(KEEP, PAUSE);
        }
    }

    /// A button was pressed: it says what is wanted, at once.
    pub(super) fn pressed(self, ev: &SubmitEvent) {
        ev.prevent_default();
        let button = ev
            .submitter()
            .and_then(|button| button.dyn_into::<web_sys::HtmlButtonElement>().ok());
        let submit = button.is_some_and(|button| button.value() == SUBMIT);
        self.wanted
            .set_value(Some(if submit { SUBMIT } else { KEEP }));
        // Whoever presses it after a conflict has seen both sides.
        self.origin.set_value(self.version.get_untracked());
        self.keep(Waits::ToBeSent);
        self.stop();
        self.send();
    }

    /// Asks for a save after a while; handing in, once asked for, stays asked for.
    fn want(self, what: &'static str, after: Duration) {
        self.wanted
            .update_value(|wanted| *wanted = wanted.filter(|own| *own == SUBMIT).or(Some(what)));
        self.stop();
        let timer = set_timeout_with_handle(move || self.send(), after);
        self.timer.set_value(timer.ok());
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_get_value().flatten() {
            timer.clear();
        }
    }

    /// Sends what is wanted, unless something is on its way: then its answer comes back here.
    fn send(self) {
        // The page may be gone when a timer comes here.
        if self.action.pending().try_get_untracked() != Some(false) {
            return;
        }
        let (Some(intent), Some(save)) = (self.wanted.get_value(), self.entries()) else {
            return;
        };
        self.wanted.set_value(None);
        self.sent.set_value(intent);
        self.state.set(SaveState::Saving);
        self.action.dispatch(SaveReview {
            version: self.version.get_untracked(),
            intent: intent.to_owned(),
            ..save
        });
    }

    fn answered(self, received: Callback<()>) {
        let Some(answer) = self.action.value().get_untracked() else {
            return;
        };
        match answer {
            Ok(saved) => self.saved(saved, received),
            Err(crate::AppError(Error::Conflict(stale))) => {
                self.version.set(stale.version);
                self.wanted.set_value(None);
                self.state.set(SaveState::Conflict);
            }
            Err(crate::AppError(error)) if error.may_pass() => {
                self.state.set(SaveState::Offline);
                self.want(self.sent.get_value(), RETRY);
                self.keep(Waits::ToBeSent);
            }
            Err(_) => {
                self.state.set(SaveState::Refused);
                if self.sent.get_value() == SUBMIT {
                    show_messages();
                }
            }
        }
    }

    fn saved(self, saved: SavedReview, received: Callback<()>) {
        self.version.set(saved.version);
        self.origin.set_value(saved.version);
        self.keep(match self.wanted.get_value() {
            Some(_) => Waits::ToBeSent,
            None => Waits::No,
        });
        if saved.state == ReviewState::Submitted {
            self.state.set(SaveState::Saved(saved.saved_at));
            received.run(());
        } else if self.wanted.get_value().is_some() {
            self.state.set(SaveState::Waiting);
            self.send();
        } else {
            self.state.set(SaveState::Saved(saved.saved_at));
        }
    }
}
