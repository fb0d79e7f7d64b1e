//! The rubric's side of a score sheet: the form, its messages and the state of the save.

use super::{
    KEEP, SUBMIT,
    contents::ContentView,
    copies::Copies,
    order_page::used_before,
    savers::{SaveState, Saver},
    scales::CriterionInput,
};
use crate::{
    components::written_by_server,
    forms::*,
    texts::{self, Texts, Time, TimeStyle, time_text},
    tr, viewer,
};
use domain::{
    Error,
    competitions::Criterion,
    errors::Stale,
    reviews::{
        COMMENT_MIN, OwnReview, ReviewContent, ReviewInput, ReviewState, ScoreSheet, field_of,
        reason_field_of,
    },
};
use leptos::prelude::*;

/// The form. `restored` is an earlier version to begin from; `received` is told when the review was handed in.
#[component]
pub(super) fn SheetForm(
    /// The sheet.
    sheet: ScoreSheet,
    /// An earlier version that the inputs show instead of the last.
    restored: Option<ReviewContent>,
    /// Told when the review was handed in.
    received: Callback<()>,
) -> impl IntoView {
    let review = sheet.review;
    let handed_in = review
        .as_ref()
        .is_some_and(|own| own.state == ReviewState::Submitted);
    let version = review.as_ref().map_or(0, |own| own.version);
    let saved_at = review.as_ref().map(|own| own.saved_at);
    let is_restored = restored.is_some();
    let content = restored
        .or_else(|| review.map(|own: OwnReview| own.content))
        .unwrap_or_default();
    let answers = ReviewInput::of(&content, &sheet.rubric);
    let copies = Copies::new(
        format!("/reviews/{}", sheet.assignment),
        sheet.title.clone(),
    );
    let saver = Saver::new(version, !handed_in, copies, received);
    let form = FormState::of(saver.action);
    let weights = sheet
        .rubric
        .iter()
        .map(|criterion| criterion.weight)
        .sum::<i32>();
    let labels = labels_of(&sheet.rubric);
    let rubric = StoredValue::new(sheet.rubric.clone());
    let criteria = sheet
        .rubric
        .into_iter()
        .map(|criterion| {
            let answer = answers
                .scores
                .get(&criterion.code)
                .cloned()
                .unwrap_or_default();
            let reason = answers
                .reasons
                .get(&criterion.code)
                .cloned()
                .unwrap_or_default();
            let used = written_by_server(|| {
                let used = sheet.used.iter().find(|own| own.criterion == criterion.id);
                used_before(used, &criterion)
            });
            view! { <CriterionInput form=form.clone() criterion answer reason weights used/> }
        })
        .collect_view();
    let node = saver.form;
    view! {
        <form class="form" method="post" action="/api/reviews/save" node_ref=node
            on:submit=move |ev| saver.pressed(&ev)
            on:input=move |_| saver.touched()>
            <Messages form=form.clone() labels/>
            <OtherWindow form=form.clone() rubric copies/>
            {is_restored.then(|| view! {
                <div class="notice info"><p>{tr!(reviews.restored)}</p></div>
            })}
            <Hidden name="assignment" value=sheet.assignment.to_string()/>
            <input type="hidden" name="version" value=move || saver.version.get().to_string()/>
            {criteria}
            <TextArea form=form.clone() name="comment" label=tr!(reviews.comment) value=answers.comment conditional=true
                hint=tr!(reviews.comment_hint, min = COMMENT_MIN) rows=8/>
            <TextArea form=form name="note" label=tr!(reviews.note) value=answers.note hint=tr!(reviews.note_hint) rows=3/>
            <Buttons saver handed_in saved_at/>
        </form>
    }
    .into_any()
}

#[component]
fn Buttons(saver: Saver, handed_in: bool, saved_at: Option<i64>) -> impl IntoView {
    let busy = move || saver.action.pending().get().then_some("true");
    let submit = if handed_in {
        tr!(reviews.save_changes)
    } else {
        tr!(reviews.hand_in)
    };
    view! {
        <div class="actions sticky">
            {(!handed_in).then(|| view! { <button type="submit" name="intent" value=KEEP>{tr!(reviews.keep_draft)}</button> })}
            <button type="submit" class="primary" name="intent" value=SUBMIT aria-busy=busy>{submit}</button>
            <SaveLine saver saved_at/>
        </div>
    }
    .into_any()
}

/// "Saved 14:05", and everything else that a save can be.
#[component]
fn SaveLine(saver: Saver, saved_at: Option<i64>) -> impl IntoView {
    let clock = |at| {
        let zone = viewer::current().zone;
        tr!(
            reviews.saved_at,
            time = time_text(at, &zone, TimeStyle::Clock)
        )
    };
    // What waits for the network is on this device already, where it allows that.
    let kept = move |otherwise: &str| saver.kept.get().unwrap_or_else(|| otherwise.to_owned());
    let state = move || match saver.state.get() {
        SaveState::Untouched => saved_at.map(|at| ("saved", clock(at))),
        SaveState::Waiting => Some(("waiting", tr!(reviews.save_waiting).to_owned())),
        SaveState::Saving => Some(("saving", tr!(reviews.save_saving).to_owned())),
        SaveState::Saved(at) => Some(("saved", clock(at))),
        SaveState::Conflict => Some(("conflict", tr!(reviews.save_conflict).to_owned())),
        SaveState::Refused => Some(("waiting", tr!(reviews.save_refused).to_owned())),
        SaveState::Offline => Some(("offline", kept(tr!(reviews.save_offline)))),
    };
    view! {
        <p class="save-state" role="status" data-state=move || state().map_or("waiting", |(state, _)| state)>
            {move || state().map_or_else(|| tr!(reviews.save_nothing).to_owned(), |(_, text)| text)}
        </p>
    }
    .into_any()
}

/// The names of a score sheet's inputs.
pub(super) fn labels_of(rubric: &[Criterion]) -> Vec<(String, String)> {
    let language = Texts::current().language;
    let texts = [
        ("comment", tr!(reviews.comment)),
        ("note", tr!(reviews.note)),
    ];
    let texts = texts.map(|(field, label)| (field.to_owned(), label.to_owned()));
    let criteria = rubric.iter().flat_map(|own| {
        let name = own.name.get(language);
        [field_of(own), reason_field_of(own)].map(|field| (field, name.to_owned()))
    });
    texts.into_iter().chain(criteria).collect()
}

/// What is wrong, with links to the inputs by name.
#[component]
pub(super) fn Messages(
    /// The form's state.
    form: FormState,
    /// Names of inputs; one that is not here is about all scores.
    labels: Vec<(String, String)>,
) -> impl IntoView {
    let error = form.error();
    let autofocus = form.came_back();
    let label = move |field: &str| {
        let found = labels.iter().find(|(name, _)| name == field);
        found.map_or_else(
            || tr!(reviews.scores).to_owned(),
            |(_, label)| label.clone(),
        )
    };
    move || {
        let error = error
            .get()
            .filter(|error| !matches!(error, Error::Conflict(_)))?;
        let fields = match &error {
            Error::Invalid(list) => list.clone(),
            _ => Vec::new(),
        };
        let items = fields
            .into_iter()
            .map(|entry| {
                let text = texts::problem_text(&entry.problem);
                let label = label(&entry.field);
                view! { <li><a href=format!("#{}", entry.field)>{label} ": " {text}</a></li> }
            })
            .collect_view();
        Some(view! {
            <div class="form-errors" role="alert" tabindex="-1" autofocus=autofocus>
                <h3>{texts::error_text(&error)}</h3>
                <ul>{items}</ul>
            </div>
        })
    }
}

/// What stands there when another window was first. Nothing is lost: the form still holds one's own.
#[component]
fn OtherWindow(
    form: FormState,
    rubric: StoredValue<Vec<Criterion>>,
    copies: Copies,
) -> impl IntoView {
    let error = form.error();
    move || {
        let Some(Error::Conflict(Stale { current, .. })) = error.get() else {
            return None;
        };
        let content: ReviewContent = serde_json::from_slice(current.as_bytes()).unwrap_or_default();
        Some(view! {
            <div class="notice warning" role="alert">
                <strong>{tr!(reviews.other_window)}</strong>
                <p>{tr!(reviews.other_window_text)}</p>
                <ContentView content rubric=rubric.get_value()/>
                <p><a class="button" href="?" rel="external" on:click=move |_| copies.forget()>{tr!(reviews.take_other)}</a></p>
            </div>
        })
    }
}

/// What was handed in, when, and until when it can be changed.
#[component]
pub(super) fn Received(
    /// The sheet.
    sheet: ScoreSheet,
) -> impl IntoView {
    let handed_in = sheet
        .review
        .as_ref()
        .filter(|own| own.state == ReviewState::Submitted)
        .and_then(|own| own.submitted_at);
    let next = sheet.next.map(|next| {
        view! { <a class="button primary" href=format!("/reviews/{next}") rel="external">{tr!(reviews.next)}</a> }
    });
    handed_in
        .map(|at| {
            view! {
                <div class="notice success" role="status">
                    <strong>{tr!(reviews.received)} " " <Time at/></strong>
                    {sheet.open.then(|| view! { <p>{tr!(reviews.revise_until)} " " <Time at=sheet.closes_at zone=sheet.zone/></p> })}
                    <div class="actions">
                        {next}
                        <a class="button" href=format!("/jury/{}", sheet.slug) rel="external">{tr!(reviews.queue)}</a>
                    </div>
                </div>
            }
        })
        .into_any()
}
