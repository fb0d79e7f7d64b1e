//! The anchors on the page of the assignment: which they are, what for, and naming others.

use super::MarkAnchors;
use crate::{forms::*, tr};
use domain::jury::{AssignmentMatrix, MOST_ANCHORS, written_anchors};
use leptos::prelude::*;

/// The panel; nothing where there are none and none can be named.
#[component]
pub(super) fn AnchorsPanel(
    /// What stands.
    matrix: AssignmentMatrix,
    /// The form's action.
    mark: ServerAction<MarkAnchors>,
) -> impl IntoView {
    if matrix.anchors.is_empty() && !matrix.may_mark {
        return ().into_any();
    }
    let numbers: Vec<i32> = matrix.anchors.iter().map(|tag| tag.number).collect();
    let names = matrix
        .anchors
        .iter()
        .map(|tag| {
            let name = tr!(
                jury.number_and_title,
                number = tag.number,
                title = tag.title
            );
            view! { <li>{name}</li> }
        })
        .collect_view();
    let numbers = written_anchors(&numbers);
    let edit = matrix.may_mark.then(|| {
        let form = FormState::of(mark);
        let hint = tr!(jury.anchors_hint, count = MOST_ANCHORS);
        view! {
            <ActionForm action=mark attr:class="form" attr:novalidate="">
                <FormErrors form=form.clone() labels=vec![("numbers", tr!(jury.anchors_numbers))]/>
                <Hidden name="slug" value=matrix.heading.slug.clone()/>
                <Hidden name="before" value=numbers.clone()/>
                <TextField form=form.clone() name="numbers" label=tr!(jury.anchors_numbers) value=numbers hint inputmode="text"/>
                <div class="actions"><Submit form label=tr!(jury.anchors_save) class=""/></div>
            </ActionForm>
        }
    });
    view! {
        <section class="panel" id="anchors" aria-labelledby="anchors-title">
            <header class="panel-head"><h2 id="anchors-title">{tr!(jury.anchors)}</h2></header>
            <p>{tr!(jury.anchors_lead)}</p>
            <ul class="list">{names}</ul>
            {edit}
        </section>
    }
    .into_any()
}
