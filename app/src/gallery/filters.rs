//! The filters of the gallery: a plain form that puts them into the address, and links that take one out.

use crate::{
    forms::FilterMenu,
    texts::{named, problem_text},
    tr,
};
use domain::{
    FieldError,
    gallery::{Facets, GalleryQuery},
    money::Currency,
};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

/// Names of the filters in the address.
const NAMES: [&str; 8] = [
    "q", "sector", "province", "college", "group", "min", "max", "currency",
];

/// The filters of an address.
#[must_use]
pub fn query_of(params: &ParamsMap) -> GalleryQuery {
    let get = |name| params.get(name).unwrap_or_default();
    GalleryQuery {
        words: get("q"),
        sector: get("sector"),
        province: get("province"),
        college: get("college"),
        group: get("group"),
        min: get("min"),
        max: get("max"),
        currency: get("currency"),
    }
}

fn values(query: &GalleryQuery) -> [&str; 8] {
    [
        &query.words,
        &query.sector,
        &query.province,
        &query.college,
        &query.group,
        &query.min,
        &query.max,
        &query.currency,
    ]
}

/// The address with all filters but those named.
#[must_use]
pub fn address_without(path: &str, query: &GalleryQuery, left_out: &[&str]) -> String {
    let mut params = ParamsMap::new();
    for (name, value) in NAMES.into_iter().zip(values(query)) {
        if !left_out.contains(&name) && !value.trim().is_empty() {
            params.insert(name, value.trim().to_owned());
        }
    }
    format!("{path}{}", params.to_query_string())
}

/// The form.
#[component]
pub fn Filters(
    /// As they stand in the address.
    query: GalleryQuery,
    /// What can be chosen, with counts.
    facets: Facets,
    /// What was not understood.
    problems: Vec<FieldError>,
    /// Where the form leads.
    path: String,
) -> impl IntoView {
    let sectors = options(&facets.sectors, |sector| {
        (
            sector.key().to_owned(),
            named("sector", sector.key()).to_owned(),
        )
    });
    let provinces = options(&facets.provinces, |province| {
        (
            province.key().to_owned(),
            named("province", province.key()).to_owned(),
        )
    });
    let colleges = options(&facets.colleges, |name| (name.clone(), name.clone()));
    let groups = options(&facets.groups, |group| {
        (
            group.key().to_owned(),
            named("target", group.key()).to_owned(),
        )
    });
    let more_in_use = [&query.college, &query.group, &query.min, &query.max]
        .iter()
        .any(|value| !value.trim().is_empty());
    let problem = |field: &str| {
        problems
            .iter()
            .find(|entry| entry.field == field)
            .map(|entry| problem_text(&entry.problem))
    };
    view! {
        <form class="filters" method="get" role="search" action=path>
            <div class="field grow">
                <label for="q">{tr!(gallery.words)}</label>
                <input type="search" id="q" name="q" value=query.words.clone() autocomplete="off"/>
            </div>
            <FilterMenu name="sector" label=tr!(gallery.sector) options=sectors chosen=query.sector.clone() problem=problem("sector")/>
            <FilterMenu name="province" label=tr!(gallery.province) options=provinces chosen=query.province.clone() problem=problem("province")/>
            <details class="disclosure" open=more_in_use>
                <summary>{tr!(gallery.more_filters)}</summary>
                <div class="field-row">
                    <FilterMenu name="college" label=tr!(gallery.college) options=colleges chosen=query.college.clone()/>
                    <FilterMenu name="group" label=tr!(gallery.group) options=groups chosen=query.group.clone() problem=problem("group")/>
                    <AmountField name="min" label=tr!(gallery.amount_from) value=query.min.clone() problem=problem("min")/>
                    <AmountField name="max" label=tr!(gallery.amount_to) value=query.max.clone() problem=problem("max")/>
                    <CurrencyMenu currencies=facets.currencies chosen=query.currency.clone() problem=problem("currency")/>
                </div>
            </details>
            <button class="primary" type="submit">{tr!(gallery.apply)}</button>
        </form>
    }
    .into_any()
}

fn options<T>(counted: &[(T, u32)], of: impl Fn(&T) -> (String, String)) -> Vec<(String, String)> {
    counted
        .iter()
        .map(|(item, count)| {
            let (value, label) = of(item);
            (value, format!("{label} ({count})"))
        })
        .collect()
}

#[component]
fn AmountField(
    name: &'static str,
    label: &'static str,
    value: String,
    problem: Option<String>,
) -> impl IntoView {
    let error = format!("{name}-error");
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input id=name name=name value=value inputmode="decimal" autocomplete="off"
                aria-invalid=problem.is_some().then_some("true")
                aria-describedby=problem.is_some().then(|| error.clone())/>
            {problem.map(|text| view! { <p class="error" id=error>{text}</p> })}
        </div>
    }
    .into_any()
}

/// In which currency amounts are compared. With one currency there is nothing to choose.
#[component]
fn CurrencyMenu(
    currencies: Vec<Currency>,
    chosen: String,
    problem: Option<String>,
) -> impl IntoView {
    if let ([only], None) = (currencies.as_slice(), &problem) {
        return view! { <input type="hidden" name="currency" value=only.code()/> }.into_any();
    }
    let options = Currency::ALL
        .into_iter()
        .map(|currency| {
            let code = currency.code();
            view! { <option value=code selected=code == chosen.trim()>{named("currency", code)}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for="currency">{tr!(gallery.currency)}</label>
            <select id="currency" name="currency" aria-invalid=problem.is_some().then_some("true")
                aria-describedby=problem.is_some().then_some("currency-error")>{options}</select>
            {problem.map(|text| view! { <p class="error" id="currency-error">{text}</p> })}
        </div>
    }
    .into_any()
}

/// The filters in use, each as a link that takes it out.
#[component]
pub fn Chosen(
    /// As they stand in the address.
    query: GalleryQuery,
    /// Of the gallery.
    path: String,
) -> impl IntoView {
    let labels: [Option<String>; 7] = [
        text(&query.words).map(|words| format!("“{words}”")),
        text(&query.sector).map(|key| named("sector", &key).to_owned()),
        text(&query.province).map(|key| named("province", &key).to_owned()),
        text(&query.college),
        text(&query.group).map(|key| named("target", &key).to_owned()),
        text(&query.min).map(|amount| format!("{} {amount}", tr!(gallery.amount_from))),
        text(&query.max).map(|amount| format!("{} {amount}", tr!(gallery.amount_to))),
    ];
    let items: Vec<_> = NAMES
        .into_iter()
        .zip(labels)
        .filter_map(|(name, label)| Some((name, label?)))
        .map(|(name, label)| {
            let href = address_without(&path, &query, &[name]);
            view! {
                <li>
                    <a href=href rel="external nofollow">
                        <span class="visually-hidden">{tr!(gallery.take_out)} " "</span>
                        {label} <span aria-hidden="true">" ×"</span>
                    </a>
                </li>
            }
        })
        .collect();
    (!items.is_empty())
        .then(|| view! { <ul class="tags" aria-label=tr!(gallery.chosen)>{items}</ul> })
        .into_any()
}

fn text(value: &str) -> Option<String> {
    Some(value.trim())
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_without_a_filter_keeps_the_others_escaped() {
        let query = GalleryQuery {
            words: "clean water".into(),
            sector: "energy".into(),
            college: "IPRC & Co".into(),
            ..GalleryQuery::default()
        };
        let address = address_without("/c/a/shortlist", &query, &["sector"]);
        assert_eq!(
            address,
            "/c/a/shortlist?q=clean%20water&college=IPRC%20%26%20Co"
        );
        let none = GalleryQuery::default();
        assert_eq!(
            address_without("/c/a/shortlist", &none, &[]),
            "/c/a/shortlist"
        );
    }
}
