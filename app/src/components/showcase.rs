//! `/components`: every component of the design system once, in its states.

use super::{Amount, EmptyState, PageHead, Skeleton};
use crate::{forms::*, texts::named, tr};
use domain::{
    money::{Currency, Money},
    policy::Phase,
    vocabulary::{Sector, TargetGroup},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn ComponentsPage() -> impl IntoView {
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=tr!(core.components) lead=tr!(core.components_lead)>
                <a class="button primary" href="#forms">{tr!(core.choose)}</a>
                <a class="button" href="/">{tr!(core.start_page)}</a>
            </PageHead>
            <Notices/>
            <Surfaces/>
            <FormParts/>
            <DataParts/>
            <EmptyState title=tr!(core.title_missing) text=tr!(core.missing)>
                <a class="button" href="/">{tr!(core.start_page)}</a>
            </EmptyState>
            <Waiting/>
        </main>
    }
    .into_any()
}

#[component]
fn Notices() -> impl IntoView {
    let notices = [
        ("notice info", tr!(core.loading)),
        ("notice success", tr!(core.title_done)),
        ("notice warning", tr!(core.conflict)),
        ("notice danger", tr!(core.title_error)),
    ];
    view! {
        <section class="stack">
            <h2>{tr!(core.show_messages)}</h2>
            {notices.map(|(class, text)| view! { <div class=class><p>{text}</p></div> }).collect_view()}
        </section>
    }
    .into_any()
}

#[component]
fn Surfaces() -> impl IntoView {
    let cards = [Sector::Energy, Sector::AgriProcessing, Sector::Health]
        .into_iter()
        .enumerate()
        .map(|(i, sector)| {
            view! {
                <li>
                    <article class="card project-card">
                        <div class="media" data-hue=(i + 1).to_string()></div>
                        <h3>{named("sector", sector.key())}</h3>
                        <p>{tr!(core.footer)}</p>
                        <ul class="tags"><li>{named("target", TargetGroup::ALL[i].key())}</li></ul>
                        <p class="meta"><Amount money=Money { minor: 12_500_000, currency: Currency::Rwf }/></p>
                    </article>
                </li>
            }
        })
        .collect_view();
    let phases = [(Phase::Announced, "past"), (Phase::Open, "now"), (Phase::Jury, "next"), (Phase::Published, "next")]
        .map(|(phase, class)| {
            view! { <li class=class aria-current=(class == "now").then_some("step")><strong>{named("phase", phase.key())}</strong></li> }
        })
        .collect_view();
    view! {
        <section class="stack">
            <h2>{tr!(core.show_surfaces)}</h2>
            <ul class="card-grid">{cards}</ul>
            <ol class="timeline across">{phases}</ol>
            <p>
                <span class="badge">{named("proposal", "draft")}</span> " "
                <span class="badge success">{named("proposal", "submitted")}</span> " "
                <span class="badge warning">{named("screening", "returned")}</span> " "
                <span class="badge danger">{named("screening", "ineligible")}</span>
            </p>
            <details class="disclosure"><summary>{tr!(core.choose)}</summary><div>{tr!(core.footer)}</div></details>
        </section>
    }
    .into_any()
}

#[component]
fn FormParts() -> impl IntoView {
    let form = FormState::plain::<crate::accounts::SignIn>();
    let sectors: Vec<Choice> = Sector::ALL
        .iter()
        .map(|sector| Choice::new(sector.key(), named("sector", sector.key())))
        .collect();
    let levels = (1..=5)
        .map(|level| {
            view! {
                <label>
                    <input type="radio" name="level" value=level.to_string() checked=level == 4/>
                    <span class="level">{level}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <section class="stack" id="forms">
            <h2>{tr!(core.show_forms)}</h2>
            // Shows inputs only; it is sent by GET and changes nothing.
            <form class="form" method="get" action="/components">
                <TextField form=form.clone() name="line" label=tr!(core.language) hint=tr!(core.loading)/>
                <TextArea form=form.clone() name="text" label=tr!(core.show_messages) max_words=20 value=tr!(core.footer)/>
                <Select form=form.clone() name="sector" label=tr!(core.choose) options=sectors.clone()/>
                <Choices form=form.clone() name="sectors" label=tr!(core.choose) options=sectors many=true/>
                <fieldset class="score-scale"><legend>{tr!(core.show_forms)}</legend><div class="scale">{levels}</div></fieldset>
                <p class="save-state" data-state="saved">{tr!(core.title_done)}</p>
                <Submit form label=tr!(core.choose)/>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn DataParts() -> impl IntoView {
    let rows = Sector::ALL
        .iter()
        .take(4)
        .enumerate()
        .map(|(i, sector)| {
            view! {
                <tr>
                    <th scope="row">{named("sector", sector.key())}</th>
                    <td class="num" data-label=tr!(core.language)>{i + 7}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="stack">
            <h2>{tr!(core.show_data)}</h2>
            <table class="data">
                <caption class="visually-hidden">{tr!(core.show_data)}</caption>
                <thead><tr><th scope="col">{tr!(core.choose)}</th><th scope="col" class="num">{tr!(core.language)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <div class="progress">
                <label for="progress">{tr!(core.loading)}</label>
                <progress id="progress" value="12" max="20">"12 / 20"</progress>
                <span class="value">"12 / 20"</span>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Waiting() -> impl IntoView {
    view! { <section class="stack"><h2>{tr!(core.loading)}</h2><Skeleton/></section> }.into_any()
}
