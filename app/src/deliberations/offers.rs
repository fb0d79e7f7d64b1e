//! The form that opens discussions: which proposals are offered, each with its reason.

use super::OpenDiscussions;
use crate::{competitions::place_of, forms::*, selection::percent, tr};
use domain::{
    competitions::LocalTime,
    deliberations::{Offer, Why},
};
use leptos::{form::ActionForm, prelude::*};

/// Those with a reason are ticked; the others stand folded below.
#[component]
pub(super) fn OfferForm(
    /// The competition.
    slug: String,
    /// Of its deadlines.
    zone: String,
    /// What could be opened.
    offers: Vec<Offer>,
    /// How many are selected.
    seats: u32,
    /// Opens them.
    open: ServerAction<OpenDiscussions>,
) -> impl IntoView {
    let form = FormState::of(open);
    let labels = vec![
        ("chosen", tr!(deliberations.which)),
        ("until", tr!(deliberations.end)),
    ];
    let kept = form.values("chosen[]");
    let problem = form.problem("chosen");
    let (offered, others): (Vec<Offer>, Vec<Offer>) =
        offers.into_iter().partition(|own| !own.why.is_empty());
    let rows = |list: Vec<Offer>| {
        let boxes = list.into_iter().map(|own| {
            let id = own.proposal.to_string();
            let ticked = match &kept {
                None => !own.why.is_empty(),
                Some(kept) => kept.contains(&id),
            };
            let why: Vec<String> = own.why.iter().map(|why| why_text(*why, seats)).collect();
            let title = tr!(jury.number_and_title, number = own.number, title = own.title);
            view! {
                <li>
                    <label>
                        <input type="checkbox" name="chosen[]" value=id checked=ticked/> " " {title}
                        {(!why.is_empty()).then(|| view! { <br/> <span class="meta">{why.join(" ")}</span> })}
                    </label>
                </li>
            }
        });
        boxes.collect_view()
    };
    let none = offered.is_empty();
    let offered = rows(offered);
    let rest = (!others.is_empty()).then(|| {
        let count = others.len();
        let others = rows(others);
        view! {
            <details class="disclosure" open=none>
                <summary>{tr!(deliberations.others, count = count)}</summary>
                <ul class="list">{others}</ul>
            </details>
        }
    });
    view! {
        <section class="panel" aria-labelledby="open-title">
            <header class="panel-head"><h2 id="open-title">{tr!(deliberations.open_title)}</h2></header>
            <p>{tr!(deliberations.open_lead)}</p>
            <ActionForm action=open attr:class="form" attr:novalidate="">
                <FormErrors form=form.clone() labels/>
                <Hidden name="slug" value=slug/>
                <fieldset id="chosen">
                    <legend>{tr!(deliberations.which)}</legend>
                    {move || problem.get().map(|text| view! { <p class="error">{text}</p> })}
                    <ul class="list">{offered}</ul>
                    {rest}
                </fieldset>
                <TextField form=form.clone() name="until" label=tr!(deliberations.end)
                    hint=tr!(deliberations.end_hint, zone = place_of(&zone))
                    kind="datetime-local" check=|text: &str| match text {
                        "" => Ok(()),
                        text => LocalTime::parse(text).map(drop),
                    }/>
                <Submit form label=tr!(deliberations.open_submit)/>
            </ActionForm>
        </section>
    }
    .into_any()
}

/// Why a proposal is offered, as a sentence.
fn why_text(why: Why, seats: u32) -> String {
    match why {
        Why::AroundCut { chance, ranks } => {
            let chance = percent(chance);
            let (low, high) = ranks.unwrap_or((0, 0));
            if ranks.is_none() {
                tr!(deliberations.why_cut, chance = chance, seats = seats)
            } else {
                tr!(
                    deliberations.why_cut_ranks,
                    chance = chance,
                    seats = seats,
                    low = low,
                    high = high
                )
            }
        }
        Why::FarApart { low, high } => {
            tr!(
                deliberations.why_apart,
                low = percent(low),
                high = percent(high)
            )
        }
    }
}
