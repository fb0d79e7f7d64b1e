//! What was just decided, and the button that takes it back.

use super::TakeBack;
use crate::{
    forms::*,
    texts::{TimeStyle, named, time_text},
    tr, viewer,
};
use domain::screening::RecentDecision;
use leptos::{form::ActionForm, prelude::*};

/// So many are shown; after them deciding goes on.
const SHOWN: usize = 3;

/// The last decisions, each with its button, as long as their teams have not been told.
#[component]
pub fn Recent(
    /// Newest first.
    recent: Vec<RecentDecision>,
    /// The action that takes back.
    undo: ServerAction<TakeBack>,
    /// Whether those that were decided together are taken back together.
    all: bool,
) -> impl IntoView {
    if recent.is_empty() && !FormState::of(undo).came_back() {
        return ().into_any();
    }
    let rows = recent
        .into_iter()
        .take(SHOWN)
        .map(|decision| view! { <Row decision undo all/> })
        .collect_view();
    view! {
        <section class="notice info" aria-labelledby="recent-title">
            <h2 id="recent-title">{tr!(screening.recent_title)}</h2>
            <FormErrors form=FormState::of(undo)/>
            <div class="stack">{rows}</div>
        </section>
    }
    .into_any()
}

#[component]
fn Row(decision: RecentDecision, undo: ServerAction<TakeBack>, all: bool) -> impl IntoView {
    let count = decision.numbers.len();
    let numbers: Vec<String> = decision.numbers.iter().map(ToString::to_string).collect();
    let time = time_text(decision.told_at, &viewer::current().zone, TimeStyle::Clock);
    view! {
        <div>
            <p>
                <strong>
                    {tr!(
                        screening.recent_line,
                        name = decision.by,
                        state = named("screening", decision.state.key()),
                        count = count,
                        numbers = numbers.join(", ")
                    )}
                </strong>
            </p>
            <p>{tr!(screening.recent_told, count = count, time = time)}</p>
            <ActionForm action=undo>
                <Hidden name="decision" value=decision.decision.to_string()/>
                {all.then(|| view! { <Hidden name="all" value="true"/> })}
                <Submit form=FormState::of(undo) class="small" label=tr!(screening.take_back)/>
            </ActionForm>
        </div>
    }
    .into_any()
}
