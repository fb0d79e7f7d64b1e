//! `/c/:slug/rules`: by which rules the selection is made, and how to check that they have not changed.

use super::call_parts::{CallHead, fetch_call};
use crate::{
    competitions::{CheckList, ExtensionRows, JuryTimeRows, TwoZones, criteria_to_read},
    components::Fetched,
    tr,
};
use domain::{
    competitions::{Call, RulesSeal},
    jury::{BlindRules, OthersVisibility, TeamVisibility},
    proposals::Consent,
};
use leptos::prelude::*;

/// The rules.
#[component]
pub fn RulesPage() -> impl IntoView {
    view! { <Fetched of=fetch_call() let:call><Rules call/></Fetched> }.into_any()
}

fn teams_rule(blind: BlindRules) -> &'static str {
    match blind.teams {
        TeamVisibility::Shown => tr!(competitions.rule_teams_shown),
        TeamVisibility::Hidden => tr!(competitions.rule_teams_hidden),
    }
}

fn others_rule(blind: BlindRules) -> &'static str {
    match blind.others {
        OthersVisibility::Never => tr!(competitions.rule_others_never),
        OthersVisibility::AfterOwn => tr!(competitions.rule_others_after_own),
        OthersVisibility::AfterClose => tr!(competitions.rule_others_after_close),
    }
}

#[component]
fn Rules(call: Call) -> impl IntoView {
    let Call {
        card,
        rubric,
        rules,
        reviews_per_proposal,
        consent,
        blind,
        second_blind,
        extensions,
        jury_time,
        form,
        ..
    } = call;
    let (slug, zone) = (card.slug.clone(), card.zone.clone());
    let grace = (card.timeline.grace_minutes > 0).then(
        || view! { <li>{tr!(competitions.rule_grace, minutes = card.timeline.grace_minutes)}</li> },
    );
    let seal = match rules {
        Some(seal) => view! { <Seal seal slug zone/> }.into_any(),
        None => view! { <div class="notice warning"><p>{tr!(competitions.not_frozen)}</p></div> }
            .into_any(),
    };
    let seats = card.seats;
    let second = second_blind.map(|own| {
        [teams_rule(own), others_rule(own)]
            .map(|rule| view! { <li>{tr!(competitions.rule_second_look, rule = rule)}</li> })
            .collect_view()
    });
    let checked = (!form.checks.is_empty()).then(|| {
        view! {
            <section>
                <h2>{tr!(competitions.checks_public)}</h2>
                <p>{tr!(competitions.checks_public_lead)}</p>
                <CheckList checks=form.checks/>
            </section>
        }
    });
    let more_time = (!extensions.is_empty() || !jury_time.is_empty()).then(|| {
        let zone = card.zone.clone();
        let jury = (!jury_time.is_empty())
            .then(|| view! { <JuryTimeRows given=jury_time zone=zone.clone()/> });
        view! {
            <section>
                <h2>{tr!(competitions.extensions_given)}</h2>
                <ExtensionRows extensions zone/>
                {jury}
            </section>
        }
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            <CallHead card title=tr!(competitions.tab_rules) lead=tr!(competitions.rules_lead) current="rules"/>
            {seal}
            <section>
                <h2>{tr!(competitions.nav_rubric)}</h2>
                <p>{tr!(competitions.rubric_public)}</p>
                {criteria_to_read(rubric)}
            </section>
            <section class="prose">
                <h2>{tr!(competitions.method)}</h2>
                <ul>
                    <li>{tr!(competitions.rule_reviews, count = reviews_per_proposal)}</li>
                    <li>{tr!(competitions.rule_cannot_judge)}</li>
                    <li>{tr!(competitions.rule_conflicts)}</li>
                    <li>{tr!(competitions.rule_strictness)}</li>
                    <li>{tr!(competitions.rule_seats, seats = seats)}</li>
                    <li>{tr!(competitions.rule_chance)}</li>
                    <li>{tr!(competitions.rule_tie)}</li>
                    {grace}
                    <li>{match consent {
                        Consent::Lead => tr!(competitions.rule_consent_lead),
                        Consent::Members => tr!(competitions.rule_consent_members),
                    }}</li>
                    <li>{teams_rule(blind)}</li>
                    <li>{others_rule(blind)}</li>
                    {second}
                    <li>{tr!(competitions.rule_extensions)}</li>
                </ul>
            </section>
            {checked}
            {more_time}
        </main>
    }
    .into_any()
}

#[component]
fn Seal(seal: RulesSeal, slug: String, zone: String) -> impl IntoView {
    let file = format!("/c/{slug}/rules.json");
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{tr!(competitions.frozen_rules)}</h2></header>
            <p>{tr!(competitions.frozen_at)} " " <TwoZones at=seal.frozen_at zone/></p>
            <p><code class="fingerprint">{seal.hash}</code></p>
            <p>
                {tr!(competitions.check_rules)} " "
                <a href=file download=format!("{slug}-rules.json") rel="external">{tr!(competitions.rules_file)}</a>
            </p>
            <pre><code>{format!("sha256sum {slug}-rules.json")}</code></pre>
        </section>
    }
    .into_any()
}
