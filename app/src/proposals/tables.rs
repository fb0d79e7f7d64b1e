//! Answers that are tables: rows that can be added and removed, in the browser at once and without scripts
//! by saving. Here is what all of them share, and the budget.

use super::note_text;
use crate::{forms::Choice, texts::Texts, tr};
use domain::{
    FieldError,
    money::{Currency, Money},
    proposals::{
        Budget, BudgetLine, Question, amount_text, entered_text, read_amount, read_number,
    },
};
use leptos::prelude::*;

/// Empty rows that are there to type into.
const SPARE: usize = 2;
/// Empty rows after asking for more without scripts.
const MORE: usize = 6;

/// A row in the making: the texts of its cells, under a number that stays its own.
#[derive(Clone)]
pub(super) struct Row<const CELLS: usize> {
    /// In the names of its inputs.
    pub id: usize,
    /// What is typed into each cell.
    pub cells: [RwSignal<String>; CELLS],
}

/// The rows of a table.
pub(super) type Rows<const CELLS: usize> = RwSignal<Vec<Row<CELLS>>>;

/// The saved rows and some to type into.
pub(super) fn rows_of<const CELLS: usize>(saved: Vec<[String; CELLS]>, more: bool) -> Rows<CELLS> {
    let spare = if more {
        MORE
    } else if saved.is_empty() {
        SPARE + 1
    } else {
        SPARE
    };
    let blank = std::iter::repeat_with(|| std::array::from_fn(|_| String::new())).take(spare);
    let rows = saved
        .into_iter()
        .chain(blank)
        .enumerate()
        .map(|(id, texts)| Row {
            id,
            cells: texts.map(RwSignal::new),
        })
        .collect();
    RwSignal::new(rows)
}

/// Adds an empty row.
pub(super) fn add_row<const CELLS: usize>(rows: Rows<CELLS>) {
    rows.update(|rows| {
        let id = rows.iter().map(|row| row.id + 1).max().unwrap_or(0);
        rows.push(Row {
            id,
            cells: std::array::from_fn(|_| RwSignal::new(String::new())),
        });
    });
}

/// Where among the rows that are filled in a row stands: notes count those only.
pub(super) fn place_of<const CELLS: usize>(rows: Rows<CELLS>, id: usize) -> usize {
    rows.with(|rows| {
        rows.iter()
            .take_while(|row| row.id != id)
            .filter(|row| {
                row.cells
                    .iter()
                    .any(|cell| cell.with(|text| !text.trim().is_empty()))
            })
            .count()
    })
}

/// One input of a row with its message.
#[component]
pub(super) fn Cell(
    /// Of the input; its id too.
    name: String,
    /// Says which row and column it is.
    #[prop(into)]
    label: String,
    /// What is typed into it.
    text: RwSignal<String>,
    /// Its message.
    problem: Signal<Option<String>>,
    /// HTML type.
    #[prop(default = "text")]
    kind: &'static str,
    /// HTML inputmode.
    #[prop(optional)]
    inputmode: Option<&'static str>,
) -> impl IntoView {
    let error_id = format!("{name}-error");
    let described = error_id.clone();
    view! {
        <input
            id=name.clone()
            name=name
            type=kind
            inputmode=inputmode
            aria-label=label
            autocomplete="off"
            value=text.get_untracked()
            aria-invalid=move || problem.with(Option::is_some).then_some("true")
            aria-describedby=move || problem.with(Option::is_some).then(|| described.clone())
            on:input=move |ev| text.set(event_target_value(&ev))
        />
        {move || problem.get().map(|text| view! { <p class="error" id=error_id.clone()>{text}</p> })}
    }
    .into_any()
}

/// The message of a cell, wherever its row stands by now.
pub(super) fn cell_problem<const CELLS: usize>(
    notes: Signal<Vec<FieldError>>,
    rows: Rows<CELLS>,
    key: &str,
    id: usize,
    column: &'static str,
) -> Signal<Option<String>> {
    let key = key.to_owned();
    Signal::derive(move || {
        let name = format!("{key}.{}.{column}", place_of(rows, id));
        notes.with(|notes| notes.iter().find(|note| note.field == name).map(note_text))
    })
}

/// The button that removes a row: at once in the browser, by saving without scripts.
#[component]
pub(super) fn RemoveRow<const CELLS: usize>(
    /// Of the table.
    rows: Rows<CELLS>,
    /// The table's key.
    key_name: String,
    /// The row.
    id: usize,
    /// Says which row.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let remove = move |ev: leptos::ev::MouseEvent| {
        ev.prevent_default();
        rows.update(|rows| rows.retain(|row| row.id != id));
    };
    view! {
        <button type="submit" class="quiet small" name=".drop" value=format!("{key_name}.{id}")
            aria-label=label on:click=remove>{tr!(proposals.remove_row)}</button>
    }
    .into_any()
}

/// The button that adds a row, likewise.
#[component]
pub(super) fn AddRow<const CELLS: usize>(
    /// Of the table.
    rows: Rows<CELLS>,
    /// The table's key.
    key_name: String,
) -> impl IntoView {
    let add = move |ev: leptos::ev::MouseEvent| {
        ev.prevent_default();
        add_row(rows);
    };
    view! {
        <button type="submit" class="small" name=".then" value=format!("rows:{key_name}") on:click=add>
            {tr!(proposals.add_row)}
        </button>
    }
    .into_any()
}

/// The table's legend, help and message.
#[component]
pub(super) fn TableFrame(
    /// What is asked.
    question: Question,
    /// Everything to say about the section.
    notes: Signal<Vec<FieldError>>,
    /// The table.
    children: Children,
) -> impl IntoView {
    let language = Texts::current().language;
    let key = question.key.clone();
    let problem =
        move || notes.with(|notes| notes.iter().find(|note| note.field == key).map(note_text));
    let hint = question.hint.get(language).to_owned();
    view! {
        <fieldset class="fieldset" id=question.key.clone() tabindex="-1">
            <legend>
                {question.label.get(language).to_owned()}
                {(!question.required).then(|| view! { " " <span class="optional">{tr!(core.optional)}</span> })}
            </legend>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            {move || problem().map(|text| view! { <p class="error">{text}</p> })}
            {children()}
        </fieldset>
    }
    .into_any()
}

/// A budget: lines that add up while they are typed.
#[component]
pub(super) fn BudgetTable(
    /// What is asked.
    question: Question,
    /// What was answered.
    budget: Budget,
    /// Everything to say about the section.
    notes: Signal<Vec<FieldError>>,
    /// Whether more empty lines were asked for.
    more: bool,
) -> impl IntoView {
    let language = Texts::current().language;
    let currency = RwSignal::new(budget.currency);
    let saved = budget
        .lines
        .iter()
        .map(|line| {
            [
                line.label.clone(),
                entered_text(line.quantity.as_ref()),
                amount_text(line.amount.as_ref(), budget.currency, language),
            ]
        })
        .collect();
    let rows: Rows<3> = rows_of(saved, more);
    let line_of = move |row: &Row<3>| BudgetLine {
        label: String::new(),
        quantity: row.cells[1].with(|text| read_number(text)),
        amount: row.cells[2].with(|text| read_amount(text, currency.get())),
    };
    let sum = move || {
        let lines = rows.with(|rows| rows.iter().map(line_of).collect());
        Budget {
            currency: currency.get(),
            lines,
        }
        .sum()
    };
    let key = question.key.clone();
    let table_key = key.clone();
    let line_view = move |row: Row<3>| {
        let id = row.id;
        let number = id + 1;
        let name = |column: &str| format!("{key}.{id}.{column}");
        let problem = |column| cell_problem(notes, rows, &key, id, column);
        let [label, quantity, amount] = row.cells;
        let total = {
            let row = row.clone();
            move || {
                line_of(&row).total().map(|minor| {
                    Money {
                        minor,
                        currency: currency.get(),
                    }
                    .digits_text(language)
                })
            }
        };
        view! {
            <tr>
                <td data-label=tr!(proposals.item)>
                    <Cell name=name("label") label=tr!(proposals.item_of, number = number) text=label problem=problem("label")/>
                </td>
                <td class="num" data-label=tr!(proposals.quantity)>
                    <Cell name=name("quantity") label=tr!(proposals.quantity_of, number = number) text=quantity
                        problem=problem("quantity") inputmode="numeric"/>
                </td>
                <td class="num" data-label=tr!(proposals.price)>
                    <Cell name=name("amount") label=tr!(proposals.price_of, number = number) text=amount
                        problem=problem("amount") inputmode="decimal"/>
                </td>
                <td class="num" data-label=tr!(proposals.line_total)>{total}</td>
                <td><RemoveRow rows key_name=key.clone() id label=tr!(proposals.remove_row_of, number = number)/></td>
            </tr>
        }
    };
    let currency_name = format!("{table_key}.currency");
    let currencies = Currency::ALL
        .iter()
        .map(|known| Choice::new(known.code(), crate::texts::named("currency", known.code())))
        .map(|choice| {
            let selected = choice.value == budget.currency.code();
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        })
        .collect_view();
    let chosen = move |ev| {
        if let Some(known) = Currency::parse(&event_target_value(&ev)) {
            currency.set(known);
        }
    };
    view! {
        <TableFrame question notes>
            <div class="field">
                <label for=currency_name.clone()>{tr!(proposals.currency)}</label>
                <select id=currency_name.clone() name=currency_name on:change=chosen>{currencies}</select>
            </div>
            <table class="money-table">
                <caption class="visually-hidden">{move || tr!(proposals.budget_caption, currency = currency.get().code())}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(proposals.item)}</th>
                        <th scope="col" class="num">{tr!(proposals.quantity)}</th>
                        <th scope="col" class="num">{tr!(proposals.price)}</th>
                        <th scope="col" class="num">{tr!(proposals.line_total)}</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=|row| row.id children=line_view/>
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="3">{tr!(proposals.total)}</th>
                        <td class="num"><output>{move || sum().text(language)}</output></td>
                        <td></td>
                    </tr>
                </tfoot>
            </table>
            <AddRow rows key_name=table_key/>
        </TableFrame>
    }
    .into_any()
}
