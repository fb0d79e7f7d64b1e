//! `/projects/:proposal/interest`: stating interest in a project.

use super::{
    StateInterest, WithdrawInterest, my_interests::InterestPanel, project_interest,
    terms::kind_text,
};
use crate::{
    components::{Amount, Fetched, PageHead, fetching},
    forms::*,
    texts::{Texts, denied_text, named},
    tr,
};
use domain::{
    investors::{self, InterestKind, InterestState, InvestorState, MyInterest},
    money::{Currency, Money},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn InterestPage() -> impl IntoView {
    let params = use_params_map();
    let state = ServerAction::<StateInterest>::new();
    let withdraw = ServerAction::<WithdrawInterest>::new();
    let page = fetching(
        move || params.read().get("proposal").unwrap_or_default(),
        project_interest,
    );
    view! { <Fetched of=page let:page><InterestView page state withdraw/></Fetched> }.into_any()
}

#[component]
fn InterestView(
    page: investors::InterestPage,
    state: ServerAction<StateInterest>,
    withdraw: ServerAction<WithdrawInterest>,
) -> impl IntoView {
    let name = page.call.name.get(Texts::current().language).to_owned();
    let slug = page.call.slug.clone();
    let project = format!("/c/{slug}/projects/{}", page.number);
    let asked = page.amount;
    let content = content(page.clone(), state, withdraw);
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <nav class="breadcrumbs" aria-label=tr!(gallery.way)>
                <ol>
                    <li><a href=format!("/c/{slug}/shortlist") rel="external">{name}</a></li>
                    <li><a href=project rel="external">{page.title.clone()}</a></li>
                    <li aria-current="page">{tr!(investors.state_title)}</li>
                </ol>
            </nav>
            <PageHead title=tr!(investors.state_title_in, title = page.title)/>
            <dl class="facts">
                <div><dt>{tr!(gallery.team)}</dt><dd>{page.team}</dd></div>
                <div><dt>{tr!(gallery.asks_for)}</dt><dd><Amount money=asked/></dd></div>
            </dl>
            {content}
        </main>
    }
    .into_any()
}

/// What the person can do: register first, wait, state, change, or read the answer.
fn content(
    page: investors::InterestPage,
    state: ServerAction<StateInterest>,
    withdraw: ServerAction<WithdrawInterest>,
) -> AnyView {
    let slug = page.call.slug.clone();
    let invest = format!("/c/{slug}/invest");
    let before = page.interest.clone();
    let shown = before.clone().map(|interest| {
        let sent = (interest.state == InterestState::Open)
            .then(|| view! { <div class="notice success"><p>{tr!(investors.sent_text)}</p></div> });
        view! {
            <section class="stack">
                <h2>{tr!(investors.your_interest)}</h2>
                {sent}
                <InterestPanel interest slug=slug.clone() withdraw/>
            </section>
        }
    });
    if let Some(why) = page.denied {
        let notice = view! { <div class="notice warning"><p>{denied_text(why)}</p></div> };
        return view! { {shown} {notice} }.into_any();
    }
    match page.standing {
        Some(InvestorState::Verified) => {}
        None => {
            return gate(
                tr!(investors.register_first),
                invest,
                tr!(investors.register_title),
            );
        }
        Some(InvestorState::Pending) => {
            return gate(
                tr!(investors.pending_text),
                invest,
                tr!(investors.my_registration),
            );
        }
        Some(InvestorState::Refused) => {
            return gate(
                tr!(investors.refused_text),
                invest,
                tr!(investors.my_registration),
            );
        }
    }
    let form = match before {
        Some(own) if !own.state.changeable() => ().into_any(),
        Some(own) if own.state == InterestState::Open => view! {
            <details class="disclosure">
                <summary>{tr!(investors.change)}</summary>
                <InterestForm proposal=page.proposal.to_string() asked=page.amount before=Some(own) action=state/>
            </details>
        }
        .into_any(),
        before => {
            view! { <InterestForm proposal=page.proposal.to_string() asked=page.amount before action=state/> }
                .into_any()
        }
    };
    view! { {shown} {form} }.into_any()
}

fn gate(text: &'static str, href: String, label: &'static str) -> AnyView {
    view! {
        <div class="notice info"><p>{text}</p></div>
        <div class="actions"><a class="button primary" href=href>{label}</a></div>
    }
    .into_any()
}

#[component]
fn InterestForm(
    proposal: String,
    asked: Money,
    before: Option<MyInterest>,
    action: ServerAction<StateInterest>,
) -> impl IntoView {
    let form = FormState::of(action);
    let language = Texts::current().language;
    let labels = vec![
        ("kind", tr!(investors.kind)),
        ("amount", tr!(investors.amount)),
        ("currency", tr!(investors.currency)),
        ("message", tr!(investors.message)),
    ];
    let kinds = InterestKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.key(), kind_text(*kind)))
        .collect();
    let currencies = Currency::ALL
        .into_iter()
        .map(|currency| Choice::new(currency.code(), named("currency", currency.code())))
        .collect();
    let version = before.as_ref().map_or(0, |own| own.version);
    let terms = before.map(|own| own.terms);
    let amount = terms.as_ref().and_then(|terms| terms.amount);
    let chosen: Vec<String> = terms
        .iter()
        .map(|terms| terms.kind.key().to_owned())
        .collect();
    let currency = amount.map_or(asked.currency, |money| money.currency);
    view! {
        <ActionForm action=action attr:class="form">
            <FormErrors form=form.clone() labels=labels/>
            <Hidden name="proposal" value=proposal/>
            <Hidden name="version" value=version.to_string()/>
            <Choices form=form.clone() name="kind" label=tr!(investors.kind) options=kinds chosen/>
            <div class="field-row">
                <TextField form=form.clone() name="amount" label=tr!(investors.amount) inputmode="decimal"
                    value=amount.map(|money| money.digits_text(language)).unwrap_or_default()/>
                <Select form=form.clone() name="currency" label=tr!(investors.currency) options=currencies
                    value=currency.code() required=true/>
            </div>
            <TextArea form=form.clone() name="message" label=tr!(investors.message) required=true
                hint=tr!(investors.message_hint)
                value=terms.map(|terms| terms.message).unwrap_or_default()/>
            <p class="meta">{tr!(investors.who_sees)}</p>
            <Submit form label=tr!(investors.send)/>
        </ActionForm>
    }
    .into_any()
}
