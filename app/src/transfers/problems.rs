//! What is wrong with a file, by line and column.

use crate::{screening::Pages, texts::problem_text, tr};
use domain::imports::{CellProblem, ImportPage};
use leptos::prelude::*;

/// A page of the problems; nothing when there are none.
#[component]
pub fn Problems(
    /// The file.
    page: ImportPage,
) -> impl IntoView {
    if page.problems == 0 {
        return ().into_any();
    }
    let rows = page
        .report
        .problems
        .into_iter()
        .map(|problem| view! { <ProblemRow problem/> })
        .collect_view();
    let start = format!("/organise/{}/import/{}", page.heading.slug, page.id);
    let address = Box::new(move |page| format!("{start}?page={page}#problems"));
    view! {
        <section class="stack" id="problems">
            <h2>{tr!(transfers.problems)}</h2>
            <p>{tr!(transfers.problems_text, count = page.problems)}</p>
            <table class="data">
                <caption class="visually-hidden">{tr!(transfers.problems)}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="num">{tr!(transfers.line)}</th>
                        <th scope="col">{tr!(transfers.column)}</th>
                        <th scope="col">{tr!(transfers.value)}</th>
                        <th scope="col">{tr!(transfers.problem)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <Pages page=page.page pages=page.pages address/>
        </section>
    }
    .into_any()
}

#[component]
fn ProblemRow(problem: CellProblem) -> impl IntoView {
    let line = match problem.line {
        0 => tr!(transfers.whole_file).to_owned(),
        line => line.to_string(),
    };
    let column = if problem.column.is_empty() && problem.line > 0 {
        tr!(transfers.whole_row).to_owned()
    } else {
        problem.column
    };
    let text = problem_text(&problem.problem);
    view! {
        <tr>
            <th scope="row" class="num" data-label=tr!(transfers.line)>{line}</th>
            <td data-label=tr!(transfers.column)>{column}</td>
            <td data-label=tr!(transfers.value)><code>{problem.value}</code></td>
            <td data-label=tr!(transfers.problem)>{text}</td>
        </tr>
    }
    .into_any()
}
