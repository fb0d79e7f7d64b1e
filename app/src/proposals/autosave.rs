//! Saving while somebody writes: a moment after the last change, and when the page is left.
//!
//! Only a hydrated page comes here; without WebAssembly the form posts by its buttons alone. A save is that of
//! the button, with the version that is known: a stale one is refused and shown as ever.

use super::{SaveSection, section_page::Memory};
use crate::{AppError, forms::send_when_leaving};
use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*, server_fn::ServerFn};
use std::time::Duration;

/// What is typed is saved this long after the last change, and again after a save that did not get through.
const PAUSE: Duration = Duration::from_secs(3);

/// Saves one section by itself. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Autosave {
    pub(super) form: NodeRef<html::Form>,
    memory: Memory,
    pending: Signal<bool>,
    /// Whether the section may still be changed.
    open: bool,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Autosave {
    pub(super) fn new(memory: Memory, save: ServerAction<SaveSection>, open: bool) -> Self {
        let own = Self {
            form: NodeRef::new(),
            memory,
            pending: save.pending().into(),
            open,
            timer: StoredValue::new(None),
        };
        send_when_leaving(own.form, SaveSection::PATH, move || {
            open && memory.may_save()
        });
        Effect::new(move |_| {
            let failed = save.value().with(|value| match value {
                Some(Err(AppError(error))) => error.may_pass(),
                _ => false,
            });
            if failed && open {
                own.wait();
            }
        });
        on_cleanup(move || own.stop());
        own
    }

    /// Something was typed or chosen.
    pub(super) fn touched(self) {
        self.memory.touched();
        if self.open {
            self.wait();
        }
    }

    fn wait(self) {
        self.stop();
        let timer = set_timeout_with_handle(move || self.save(), PAUSE);
        self.timer.set_value(timer.ok());
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
                if let Some(form) = self.form.get_untracked() {
                    let _ = form.request_submit();
                }
            }
            _ => {}
        }
    }
}
