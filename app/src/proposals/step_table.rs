//! Milestones: dated steps.

use super::tables::{AddRow, Cell, RemoveRow, Row, Rows, TableFrame, cell_problem, rows_of};
use crate::tr;
use domain::{
    FieldError,
    proposals::{Milestone, Question, parse_day},
};
use leptos::prelude::*;

/// The steps with their dates.
#[component]
pub(super) fn StepTable(
    /// What is asked.
    question: Question,
    /// What was answered.
    steps: Vec<Milestone>,
    /// Everything to say about the section.
    notes: Signal<Vec<FieldError>>,
    /// Whether more empty rows were asked for.
    more: bool,
) -> impl IntoView {
    let saved = steps
        .into_iter()
        .map(|step| [step.date, step.what])
        .collect();
    let rows: Rows<2> = rows_of(saved, more);
    let key = question.key.clone();
    let table_key = key.clone();
    let step_view = move |row: Row<2>| {
        let id = row.id;
        let number = id + 1;
        let name = |column: &str| format!("{key}.{id}.{column}");
        let problem = |column| cell_problem(notes, rows, &key, id, column);
        let [date, what] = row.cells;
        // A date input would hide what is no date; so that it can be read and corrected, it stays text then.
        let kind = date.with_untracked(|text| {
            if text.is_empty() || parse_day(text).as_deref() == Some(text) {
                "date"
            } else {
                "text"
            }
        });
        view! {
            <tr>
                <td data-label=tr!(proposals.step_what)>
                    <Cell name=name("what") label=tr!(proposals.step_what_of, number = number) text=what problem=problem("what")/>
                </td>
                <td data-label=tr!(proposals.step_date)>
                    <Cell name=name("date") label=tr!(proposals.step_date_of, number = number) text=date problem=problem("date") kind/>
                </td>
                <td><RemoveRow rows key_name=key.clone() id label=tr!(proposals.remove_row_of, number = number)/></td>
            </tr>
        }
    };
    let caption = tr!(proposals.steps_caption);
    view! {
        <TableFrame question notes>
            <table class="money-table">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(proposals.step_what)}</th>
                        <th scope="col">{tr!(proposals.step_date)}</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody><For each=move || rows.get() key=|row| row.id children=step_view/></tbody>
            </table>
            <AddRow rows key_name=table_key/>
        </TableFrame>
    }
    .into_any()
}
