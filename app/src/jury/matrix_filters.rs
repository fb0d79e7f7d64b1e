//! Which rows of the matrix are shown: a plain form whose answers stand in the address.

use crate::{forms::FilterMenu, screening::query_part, texts::named, tr};
use domain::{
    jury::{AssignmentMatrix, MatrixQuery},
    vocabulary::Sector,
};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

/// What the address asks for; what is none is no filter.
pub(super) fn matrix_query(query: &ParamsMap) -> MatrixQuery {
    let part = |name| query.get(name).unwrap_or_default();
    MatrixQuery {
        short: part("short") == "true",
        sector: Sector::parse(&part("sector")),
        juror: part("juror").parse().ok(),
        words: part("q"),
        page: part("page").parse().unwrap_or(1),
    }
}

/// The address that asks for it.
pub(super) fn matrix_address(slug: &str, query: &MatrixQuery) -> String {
    format!("/organise/{slug}/assignment{}", parts(query, ""))
}

/// The whole matrix with the panel of one proposal open.
pub(super) fn candidates_address(slug: &str, number: i32) -> String {
    row_address(slug, &MatrixQuery::default(), number)
}

/// The same rows with the panel of one proposal open.
pub(super) fn row_address(slug: &str, query: &MatrixQuery, number: i32) -> String {
    let query = parts(query, &number.to_string());
    format!("/organise/{slug}/assignment{query}#candidates")
}

fn parts(query: &MatrixQuery, proposal: &str) -> String {
    let juror = query.juror.map(|id| id.to_string()).unwrap_or_default();
    let page = match query.page {
        0 | 1 => String::new(),
        page => page.to_string(),
    };
    query_part(&[
        ("q", query.words.trim()),
        ("short", if query.short { "true" } else { "" }),
        ("sector", query.sector.map_or("", Sector::key)),
        ("juror", &juror),
        ("page", &page),
        ("proposal", proposal),
    ])
}

/// The form, and how many rows it leaves.
#[component]
pub(super) fn MatrixFilters(
    /// What is shown.
    matrix: AssignmentMatrix,
) -> impl IntoView {
    let (slug, query) = (matrix.heading.slug, matrix.query);
    let sectors = Sector::ALL
        .iter()
        .map(|own| (own.key().to_owned(), named("sector", own.key()).to_owned()))
        .collect();
    let jurors = matrix
        .jurors
        .into_iter()
        .map(|juror| (juror.id.to_string(), juror.name))
        .collect();
    let sector = query.sector.map_or("", Sector::key).to_owned();
    let juror = query.juror.map(|id| id.to_string()).unwrap_or_default();
    let all = matrix_address(&slug, &MatrixQuery::default());
    let clear = all.clone();
    view! {
        <form class="filters" method="get" action=all role="search">
            <div class="field grow">
                <label for="q">{tr!(jury.matrix_search)}</label>
                <input type="search" id="q" name="q" value=query.words/>
            </div>
            <FilterMenu name="sector" label=tr!(screening.sector) options=sectors chosen=sector/>
            <FilterMenu name="juror" label=tr!(jury.juror) options=jurors chosen=juror/>
            <div class="choices">
                <label><input type="checkbox" name="short" value="true" checked=query.short/> " " {tr!(jury.only_short)}</label>
            </div>
            <button type="submit">{tr!(screening.apply)}</button>
            <a href=clear>{tr!(screening.clear)}</a>
        </form>
        <p class="meta" role="status">{tr!(jury.shown_of, count = matrix.found, of = matrix.proposals)}</p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_of_a_matrix_holds_what_was_asked_for_and_no_more() {
        assert_eq!(
            matrix_address("call", &MatrixQuery::default()),
            "/organise/call/assignment"
        );
        let query = MatrixQuery {
            short: true,
            sector: Some(Sector::ALL[0]),
            juror: "00000000-0000-0000-0000-000000000001".parse().ok(),
            words: " kiln & co ".into(),
            page: 2,
        };
        let address = row_address("call", &query, 7);
        let asked = address
            .trim_start_matches("/organise/call/assignment?")
            .trim_end_matches("#candidates");
        let mut map = ParamsMap::new();
        for (name, value) in asked.split('&').filter_map(|part| part.split_once('=')) {
            let value = value.replace("%20", " ").replace("%26", "&");
            map.insert(name.to_owned(), value.replace('+', " "));
        }
        let words = "kiln & co".to_owned();
        assert_eq!(matrix_query(&map), MatrixQuery { words, ..query });
        assert_eq!(map.get("proposal").as_deref(), Some("7"));
    }
}
