//! Who does what in the team. Until it is first answered, the team's members are offered as rows.

use super::tables::{AddRow, Cell, RemoveRow, Row, Rows, TableFrame, cell_problem, rows_of};
use crate::tr;
use domain::{
    FieldError,
    proposals::{Question, RoleInTeam},
};
use leptos::prelude::*;

/// The people with their roles.
#[component]
pub(super) fn PeopleTable(
    /// What is asked.
    question: Question,
    /// What was answered, if anything.
    roles: Option<Vec<RoleInTeam>>,
    /// The team's members, without roles.
    members: Vec<RoleInTeam>,
    /// Everything to say about the section.
    notes: Signal<Vec<FieldError>>,
    /// Whether more empty rows were asked for.
    more: bool,
) -> impl IntoView {
    let saved = roles
        .unwrap_or(members)
        .into_iter()
        .map(|person| [person.name, person.role])
        .collect();
    let rows: Rows<2> = rows_of(saved, more);
    let key = question.key.clone();
    let table_key = key.clone();
    let person_view = move |row: Row<2>| {
        let id = row.id;
        let number = id + 1;
        let field = |column: &str| format!("{key}.{id}.{column}");
        let problem = |column| cell_problem(notes, rows, &key, id, column);
        let [name, role] = row.cells;
        view! {
            <tr>
                <td data-label=tr!(proposals.person)>
                    <Cell name=field("name") label=tr!(proposals.person_of, number = number) text=name problem=problem("name")/>
                </td>
                <td data-label=tr!(proposals.person_role)>
                    <Cell name=field("role") label=tr!(proposals.person_role_of, number = number) text=role problem=problem("role")/>
                </td>
                <td><RemoveRow rows key_name=key.clone() id label=tr!(proposals.remove_row_of, number = number)/></td>
            </tr>
        }
    };
    let caption = tr!(proposals.people_caption);
    view! {
        <TableFrame question notes>
            <table class="money-table">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(proposals.person)}</th>
                        <th scope="col">{tr!(proposals.person_role)}</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody><For each=move || rows.get() key=|row| row.id children=person_view/></tbody>
            </table>
            <AddRow rows key_name=table_key/>
        </TableFrame>
    }
    .into_any()
}
