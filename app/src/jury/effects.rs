//! What a redistribution would do, on the page of the preview; and its part of the address.

use crate::tr;
use domain::jury::{Effects, PreviewJuror, Redistribution};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

/// What the address asks for.
pub(super) fn chosen(query: &ParamsMap) -> Redistribution {
    let named = |name| query.get_all(name).unwrap_or_default();
    let is = |name| query.get(name).as_deref() == Some("true");
    Redistribution {
        without: named("without")
            .iter()
            .chain(&named("juror"))
            .filter_map(|id| id.parse().ok())
            .collect(),
        begun: is("begun"),
        anew: is("anew"),
        partial: is("partial"),
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
    if asked.anew {
        query.push_str("&anew=true");
    }
    if asked.partial {
        query.push_str("&partial=true");
    }
    query
}

/// Who loses how much, and what that makes safe.
#[component]
pub(super) fn EffectsPanel(
    /// What would happen.
    effects: Effects,
    /// How many proposals there are.
    proposals: usize,
    /// All jurors of the preview.
    jurors: Vec<PreviewJuror>,
) -> impl IntoView {
    if !effects.takes() {
        let names = jurors
            .iter()
            .filter(|juror| effects.asked.without.contains(&juror.id))
            .map(|juror| juror.name.clone());
        let names = names.collect::<Vec<_>>().join(", ");
        return view! { <div class="notice info"><p>{tr!(jury.nothing_new_to, names = names)}</p></div> }
            .into_any();
    }
    let losers = (0..)
        .zip(&jurors)
        .filter(|(_, juror)| effects.asked.without.contains(&juror.id))
        .map(|(seat, juror): (u32, _)| {
            let taken = effects.taken.iter().filter(|taken| taken.0 == seat).count();
            let text = tr!(jury.loses, name = juror.name, count = taken);
            view! { <li>{text}</li> }
        })
        .collect_view();
    let kept = (effects.kept_begun > 0).then(|| {
        view! { <p>{tr!(jury.kept_begun, count = effects.kept_begun)}</p> }
    });
    let locked = (effects.kept_locked > 0).then(|| {
        view! { <p>{tr!(jury.kept_locked, count = effects.kept_locked)}</p> }
    });
    view! {
        <section class="panel" aria-labelledby="effects-title">
            <header class="panel-head"><h2 id="effects-title">{tr!(jury.effects_title)}</h2></header>
            <p>{tr!(jury.effects_safe, before = effects.safe_before, after = effects.safe_after, of = proposals)}</p>
            <ul>{losers}</ul>
            <p>{tr!(jury.effects_kept)}</p>
            {kept}
            {locked}
        </section>
    }
    .into_any()
}
