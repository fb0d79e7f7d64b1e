//! What a redistribution would do, on the page of the preview; and its part of the address.

use crate::tr;
use domain::jury::{Effects, PreviewJuror, Redistribution};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

/// What the address asks for.
pub(super) fn chosen(query: &ParamsMap) -> Redistribution {
    let named = |name| query.get_all(name).unwrap_or_default();
    Redistribution {
        without: named("without")
            .iter()
            .chain(&named("juror"))
            .filter_map(|id| id.parse().ok())
            .collect(),
        begun: query.get("begun").as_deref() == Some("true"),
    }
}

/// The part of the address that asks for it again.
pub(super) fn query_of(seed: u64, asked: &Redistribution) -> String {
    let mut query = format!("?seed={seed}");
    for juror in &asked.without {
        query.push_str(&format!("&without={juror}"));
    }
    if asked.begun {
        query.push_str("&begun=true");
    }
    query
}

/// Who loses how much, what that makes safe, and the choice about begun reviews.
#[component]
pub(super) fn EffectsPanel(
    /// What would happen.
    effects: Effects,
    /// How many proposals there are.
    proposals: usize,
    /// All jurors of the preview.
    jurors: Vec<PreviewJuror>,
    /// Of the preview.
    seed: u64,
    /// The competition.
    slug: String,
) -> impl IntoView {
    let losers = (0..)
        .zip(&jurors)
        .filter(|(_, juror)| effects.asked.without.contains(&juror.id))
        .map(|(seat, juror): (u32, _)| {
            let taken = effects.taken.iter().filter(|taken| taken.0 == seat).count();
            let text = tr!(jury.loses, name = juror.name, count = taken);
            view! { <li>{text}</li> }
        })
        .collect_view();
    let hidden = effects
        .asked
        .without
        .iter()
        .map(|juror| view! { <input type="hidden" name="without" value=juror.to_string()/> })
        .collect_view();
    let begun = effects.asked.begun;
    let kept = (effects.kept_begun > 0).then(|| {
        view! { <p>{tr!(jury.kept_begun, count = effects.kept_begun)}</p> }
    });
    let choice = (begun || effects.kept_begun > 0).then(|| {
        view! {
            <form class="form" method="get" action=format!("/organise/{slug}/assignment/preview")>
                <input type="hidden" name="seed" value=seed.to_string()/>
                {hidden}
                <div class="choices">
                    <label><input type="checkbox" name="begun" value="true" checked=begun/> " " {tr!(jury.take_begun)}</label>
                </div>
                <div class="actions"><button type="submit">{tr!(jury.preview_again)}</button></div>
            </form>
        }
    });
    view! {
        <section class="panel" aria-labelledby="effects-title">
            <header class="panel-head"><h2 id="effects-title">{tr!(jury.effects_title)}</h2></header>
            <p>{tr!(jury.effects_safe, before = effects.safe_before, after = effects.safe_after, of = proposals)}</p>
            <ul>{losers}</ul>
            <p>{tr!(jury.effects_kept)}</p>
            {kept}
            {choice}
        </section>
    }
    .into_any()
}
