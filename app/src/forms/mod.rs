//! Forms that work as plain HTML and get better when hydrated.
//!
//! A form posts to its server function's address. Without WebAssembly a refused post comes back as the same
//! page with what was typed ([`Kept`]) and the messages beside the fields; hydrated, the action's value
//! carries the messages and the inputs were never left. Either way a page only writes
//! `<ActionForm action><FormErrors form/> <TextField form …/> <Submit form …/></ActionForm>`.

mod choices;
pub mod device;
mod fields;
mod leaving;
mod text_area;

pub use choices::*;
pub use fields::*;
pub use leaving::*;
pub use text_area::*;

use crate::{AppError, texts, tr};
use domain::{Error, FieldError, Problem};
use leptos::{prelude::*, server_fn::ServerFn};
use std::sync::Arc;

/// A refused post without WebAssembly: what was typed, and why it was refused. Only the server provides it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Address of the server function that refused.
    pub action: String,
    /// Names and values as they were sent.
    pub values: Arc<Vec<(String, String)>>,
    /// Why.
    pub error: Error,
}

impl Kept {
    /// Whether all that was typed is here: files are not, and passwords must not stand in a page.
    #[must_use]
    pub fn can_go_again(&self) -> bool {
        !self.values.is_empty() && self.values.iter().all(|(name, _)| name != "password")
    }
}

/// What a server function answered to a plain form whose page shows the answer and keeps nothing of it. Only the server
/// provides it.
#[derive(Clone, Debug)]
pub struct Answered {
    /// Address of the server function that answered.
    pub action: String,
    /// The answer, as JSON.
    pub json: String,
}

impl Answered {
    /// The answer of this server function, if that is what the page came for.
    #[must_use]
    pub fn of<S: ServerFn>() -> Option<S::Output>
    where
        S::Output: serde::de::DeserializeOwned,
    {
        let answered = use_context::<Self>().filter(|own| own.action == S::PATH)?;
        serde_json::from_str(&answered.json).ok()
    }
}

/// The state of one form: messages, values to show, whether it is on its way.
#[derive(Clone)]
pub struct FormState {
    kept: Option<Kept>,
    error: Signal<Option<Error>>,
    pending: Signal<bool>,
    notes: Option<Signal<Vec<FieldError>>>,
}

impl FormState {
    /// The state of a form that posts to `action`.
    #[must_use]
    pub fn of<S>(action: ServerAction<S>) -> Self
    where
        S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        S::Output: Clone + Send + Sync + 'static,
    {
        let kept = use_context::<Kept>().filter(|kept| kept.action == S::PATH);
        let first = kept.as_ref().map(|kept| kept.error.clone());
        let value = action.value();
        let error = Signal::derive(move || {
            value.with(|value| match value {
                Some(Err(AppError(error))) => Some(error.clone()),
                Some(Ok(_)) => None,
                None => first.clone(),
            })
        });
        Self {
            kept,
            error,
            pending: action.pending().into(),
            notes: None,
        }
    }

    /// Whether this is a page that came back from a refused post: its messages get the focus, wherever they stand.
    #[must_use]
    pub fn came_back(&self) -> bool {
        self.kept.is_some()
    }

    /// The state of a plain `<form method="post">` to a server function's address.
    #[must_use]
    pub fn plain<S: ServerFn<Error = AppError>>() -> Self {
        Self::at(S::PATH)
    }

    /// The state of a plain form, or a link, to an address that is no server function.
    #[must_use]
    pub fn at(action: &str) -> Self {
        let kept = use_context::<Kept>().filter(|kept| kept.action == action);
        let first = kept.as_ref().map(|kept| kept.error.clone());
        Self {
            kept,
            error: Signal::stored(first),
            pending: Signal::stored(false),
            notes: None,
        }
    }

    /// What an input shows: what was typed before, else `current`.
    #[must_use]
    pub fn value(&self, name: &str, current: &str) -> String {
        self.kept
            .as_ref()
            .and_then(|kept| kept.values.iter().find(|(key, _)| key == name))
            .map_or_else(|| current.to_owned(), |(_, value)| value.clone())
    }

    /// All values typed before under one name (checkboxes); `None` when nothing was refused.
    #[must_use]
    pub fn values(&self, name: &str) -> Option<Vec<String>> {
        self.kept.as_ref().map(|kept| {
            kept.values
                .iter()
                .filter(|(key, _)| key == name)
                .map(|(_, value)| value.clone())
                .collect()
        })
    }

    /// Of several forms for one server function on a page, the one whose hidden input `name` holds `value`:
    /// the refusal of another says nothing about it.
    #[must_use]
    pub fn for_item(mut self, name: &str, value: &str) -> Self {
        let other = |kept: &Kept| {
            !kept
                .values
                .iter()
                .any(|(key, sent)| key == name && sent == value)
        };
        if self.kept.as_ref().is_some_and(other) {
            self.kept = None;
            self.error = Signal::stored(None);
        }
        self
    }

    /// Shows the values that the page passes, also after a refusal: for pages that put what was typed
    /// together with something else.
    #[must_use]
    pub fn without_values(mut self) -> Self {
        self.kept = None;
        self
    }

    /// For pages that show both texts of a conflict themselves: the summary does not tell it as well.
    #[must_use]
    pub fn without_conflict(mut self) -> Self {
        let error = self.error;
        let other = |error: &Error| !matches!(error, Error::Conflict(_));
        self.error = Signal::derive(move || error.get().filter(other));
        self
    }

    /// Also shows `notes` beside the fields: what is wrong with something that was saved all the same.
    #[must_use]
    pub fn with_notes(mut self, notes: Signal<Vec<FieldError>>) -> Self {
        self.notes = Some(notes);
        self
    }

    /// Everything that was typed before a refusal.
    #[must_use]
    pub fn kept(&self) -> Option<&Kept> {
        self.kept.as_ref()
    }

    /// Why the last post was refused.
    #[must_use]
    pub fn error(&self) -> Signal<Option<Error>> {
        self.error
    }

    /// Whether a post is on its way.
    #[must_use]
    pub fn pending(&self) -> Signal<bool> {
        self.pending
    }

    /// The message beside a field.
    #[must_use]
    pub fn problem(&self, name: &str) -> Signal<Option<String>> {
        let (error, notes, name) = (self.error, self.notes, name.to_owned());
        let of = move |list: &[FieldError]| {
            list.iter()
                .find(|entry| entry.field == name)
                .map(|entry| texts::problem_text(&entry.problem))
        };
        Signal::derive(move || {
            error
                .with(|error| match error {
                    Some(Error::Invalid(list)) => of(list),
                    _ => None,
                })
                .or_else(|| notes?.with(|list| of(list)))
        })
    }
}

/// The summary above a form: what is wrong, with links to the fields. Empty while all is well.
#[component]
pub fn FormErrors(
    /// The form's state.
    form: FormState,
    /// Labels of the fields, by name, for the links; a field without one is linked by its problem alone.
    #[prop(optional)]
    labels: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    form_errors(form, move |field| {
        let label = labels.iter().find(|(name, _)| *name == field);
        label.map(|(_, label)| (*label).to_owned())
    })
}

/// As [`FormErrors`], with labels that are not known before the page is.
pub fn form_errors(
    form: FormState,
    label: impl Fn(&str) -> Option<String> + Send + 'static,
) -> impl IntoView {
    let autofocus = form.came_back();
    let error = form.error;
    move || {
        error.get().map(|error| {
            let fields = match &error {
                Error::Invalid(list) => list.clone(),
                _ => Vec::new(),
            };
            let items = fields
                .into_iter()
                .map(|entry| {
                    let text = texts::problem_text(&entry.problem);
                    let text = label(&entry.field)
                        .map_or_else(|| text.clone(), |label| format!("{label}: {text}"));
                    view! { <li><a href=format!("#{}", entry.field)>{text}</a></li> }
                })
                .collect_view();
            view! {
                <div class="form-errors" role="alert" tabindex="-1" autofocus=autofocus>
                    <h2>{texts::error_text(&error)}</h2>
                    <ul>{items}</ul>
                </div>
            }
        })
    }
}

/// The button that sends a form. While it is on its way it is busy and cannot be pressed again.
#[component]
pub fn Submit(
    /// The form's state.
    form: FormState,
    /// What it says.
    #[prop(into)]
    label: String,
    /// `primary` unless told otherwise.
    #[prop(default = "primary")]
    class: &'static str,
    /// Sent along when this button was pressed.
    #[prop(optional)]
    name: Option<&'static str>,
    /// Value of `name`.
    #[prop(optional, into)]
    value: Option<String>,
) -> impl IntoView {
    let pending = form.pending;
    view! {
        <button
            type="submit"
            class=class
            name=name
            value=value
            aria-busy=move || pending.get().then_some("true")
            aria-disabled=move || pending.get().then_some("true")
        >
            {move || if pending.get() { tr!(core.sending).to_owned() } else { label.clone() }}
        </button>
    }
    .into_any()
}

/// Checks one input while a person types; a parser of `domain::fields` fits.
pub type Check = fn(&str) -> Result<(), Problem>;
