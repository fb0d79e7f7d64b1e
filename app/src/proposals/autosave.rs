//! Saving while somebody writes: on this device at once, on the server a moment after the last change, when the
//! connection is there again, and when the page is left.
//!
//! Only a hydrated page comes here; without WebAssembly the form posts by its buttons alone. A save is that of
//! the button, with the version that is known: a stale one is refused and shown as ever.

use super::{SaveSection, copies::Copies, memory::Memory};
use crate::{AppError, forms::send_when_leaving};
use domain::proposals::{Choices, Section};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, server_fn::ServerFn};
use std::time::Duration;

/// What is typed is saved this long after the last change. After a save that did not get through it waits twice as
/// long each time, a minute at most.
const PAUSE: Duration = Duration::from_secs(3);
const MOST_PAUSES: u32 = 20;

/// Saves one section by itself. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Autosave {
    memory: Memory,
    copies: Copies,
    pending: Signal<bool>,
    /// Whether the section may still be changed.
    open: bool,
    pauses: StoredValue<u32>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Autosave {
    pub(super) fn new(
        memory: Memory,
        copies: Copies,
        save: ServerAction<SaveSection>,
        open: bool,
    ) -> Self {
        let own = Self {
            memory,
            copies,
            pending: save.pending().into(),
            open,
            pauses: StoredValue::new(1),
            timer: StoredValue::new(None),
        };
        send_when_leaving(copies.form(), SaveSection::PATH, move || {
            open && memory.may_save()
        });
        Effect::new(move |_| {
            let failed = save.value().with(|value| match value {
                Some(Err(AppError(error))) => error.may_pass(),
                _ => false,
            });
            own.pauses.update_value(|pauses| {
                *pauses = if failed {
                    (2 * *pauses).min(MOST_PAUSES)
                } else {
                    1
                };
            });
            if failed {
                memory.late.set(true);
                own.wait();
            }
        });
        Effect::new(move |_| {
            let back = window_event_listener_untyped("online", move |_| own.save());
            on_cleanup(move || back.remove());
        });
        on_cleanup(move || own.stop());
        own
    }

    /// Something was typed or chosen. In a closed section it matters only where a copy still waits.
    pub(super) fn touched(self) {
        if !self.open && self.memory.waiting.with_untracked(Option::is_none) {
            return;
        }
        self.memory.touched();
        self.copies.keep();
        self.wait();
    }

    /// Goes on with what this device kept, if the server has not got it.
    pub(super) fn take_up(self, section: &Section, choices: &Choices) {
        if self.copies.take_up(section, choices) {
            self.wait();
        }
    }

    fn wait(self) {
        self.stop();
        if self.open {
            let pause = PAUSE * self.pauses.get_value();
            let timer = set_timeout_with_handle(move || self.save(), pause);
            self.timer.set_value(timer.ok());
        }
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_get_value().flatten() {
            timer.clear();
        }
    }

    fn save(self) {
        match self.pending.try_get_untracked() {
            Some(true) => self.wait(),
            Some(false) if self.open && self.memory.may_save() => {
                if let Some(form) = self.copies.form().get_untracked() {
                    let _ = form.request_submit();
                }
            }
            _ => {}
        }
    }
}
