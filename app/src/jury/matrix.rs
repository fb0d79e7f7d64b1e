//! Who has what, as a table: proposals down, jurors across. Usable with a keyboard and at 60×12.

use super::matrix_filters::row_address;
use crate::{components::initials, texts::named, tr};
use domain::jury::{AssignmentMatrix, Cell, JurorState, MatrixRow, PairWhy, ReviewStage};
use leptos::prelude::*;

/// The table. A proposal's number leads to who could be given it.
#[component]
pub(super) fn Matrix(
    /// What stands.
    matrix: AssignmentMatrix,
) -> impl IntoView {
    let heads = matrix
        .jurors
        .iter()
        .map(|juror| {
            let gone = juror.state != JurorState::Active;
            let title = if gone {
                tr!(jury.juror_gone, name = juror.name)
            } else {
                juror.name.clone()
            };
            let spoken = title.clone();
            view! {
                <th scope="col" title=title>
                    <span aria-hidden="true">{initials(&juror.name)}</span>
                    <span class="visually-hidden">{spoken}</span>
                    <br/>
                    <span class="meta">{tr!(jury.load_of, load = juror.assigned, capacity = juror.capacity)}</span>
                </th>
            }
        })
        .collect_view();
    let names: Vec<String> = matrix
        .jurors
        .iter()
        .map(|juror| juror.name.clone())
        .collect();
    let rows = matrix
        .rows
        .into_iter()
        .map(|row| {
            let number = row.proposal.number;
            let address = row_address(&matrix.heading.slug, &matrix.query, number);
            view! { <Row row names=names.clone() address/> }
        })
        .collect_view();
    view! {
        <ul class="legend">
            <li>{tr!(jury.legend_given)}</li>
            <li>{tr!(jury.legend_locked)}</li>
            <li>{tr!(jury.legend_begun)}</li>
            <li>{tr!(jury.legend_submitted)}</li>
            <li>{tr!(jury.legend_conflict)}</li>
            {matrix.per_proposal.is_none().then(|| view! { <li>{tr!(jury.legend_earlier)}</li> })}
            {matrix.panels.then(|| view! { <li>{tr!(jury.legend_apart)}</li> })}
        </ul>
        <div class="scroll-x" tabindex="0" role="region" aria-label=tr!(jury.matrix)>
            <table class="data keep">
                <caption class="visually-hidden">{tr!(jury.matrix)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(jury.proposal)}</th>
                        <th scope="col" class="num">{tr!(jury.jurors)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: MatrixRow, names: Vec<String>, address: String) -> impl IntoView {
    let cells = row
        .cells
        .iter()
        .zip(names)
        .map(|(cell, name)| {
            let (mark, text) = mark(cell, &name);
            let spoken = text.clone();
            view! {
                <td title=text>
                    <span aria-hidden="true">{mark}</span>
                    <span class="visually-hidden">{spoken}</span>
                </td>
            }
        })
        .collect_view();
    let lacking = u32::try_from(row.assigned).unwrap_or(0) < row.wanted;
    let count = tr!(jury.readers_of, count = row.assigned, needed = row.wanted);
    let count = if lacking {
        view! { <span class="badge warning">{count}</span> }.into_any()
    } else {
        count.into_any()
    };
    let sector = row
        .proposal
        .sector
        .map(|sector| named("sector", sector.key()));
    view! {
        <tr>
            <th scope="row">
                <a href=address>{tr!(jury.number_and_title, number = row.proposal.number, title = row.proposal.title)}</a>
                {sector.map(|sector| view! { <br/> <span class="meta">{sector}</span> })}
            </th>
            <td class="num">{count}</td>
            {cells}
        </tr>
    }
}

fn mark(cell: &Cell, juror: &str) -> (&'static str, String) {
    match cell {
        Cell::Free => ("", String::new()),
        Cell::Earlier => ("✓", tr!(jury.cell_earlier, name = juror)),
        Cell::Conflict => ("×", tr!(jury.cell_conflict, name = juror)),
        Cell::Apart => ("·", tr!(jury.cell_apart, name = juror)),
        Cell::Assigned {
            stage, why, locked, ..
        } => {
            let (mark, stage) = match stage {
                ReviewStage::None if *locked => ("◇", tr!(jury.stage_locked)),
                ReviewStage::None => ("○", tr!(jury.stage_none)),
                ReviewStage::Draft => ("◐", tr!(jury.stage_draft)),
                ReviewStage::Submitted => ("●", tr!(jury.stage_submitted)),
            };
            (mark, format!("{juror}: {stage} {}", why_text(*why)))
        }
    }
}

/// Why a juror has a proposal, as a sentence.
pub(super) fn why_text(why: PairWhy) -> &'static str {
    match why {
        PairWhy::Fits => tr!(jury.why_fits),
        PairWhy::Language => tr!(jury.why_language),
        PairWhy::Sector => tr!(jury.why_sector),
        PairWhy::CrossSector => tr!(jury.why_cross_sector),
        PairWhy::OnlyAvailable => tr!(jury.why_only_available),
        PairWhy::Anchor => tr!(jury.why_anchor),
        PairWhy::ByHand => tr!(jury.why_by_hand),
        PairWhy::Imported => tr!(jury.why_imported),
    }
}
