//! Two texts side by side, and the panel that a person meets when somebody saved the section meanwhile.

use super::answer_text;
use crate::{texts::Texts, tr};
use domain::proposals::{Answers, Choices, Merge, Piece, Section, compare_words};
use leptos::prelude::*;

/// A save that came too late: what both sides say, put together as far as possible.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clash {
    /// Who saved meanwhile, if known.
    pub by: Option<String>,
    /// What the reader typed.
    pub mine: Answers,
    /// What stands there now.
    pub theirs: Answers,
    /// Both together.
    pub merge: Merge,
}

/// Two texts with their differences marked word by word.
#[component]
pub fn Differences(
    /// Heading of the first text.
    #[prop(into)]
    first_title: String,
    /// The first text; what only it says is marked as deleted.
    first: String,
    /// Heading of the second text.
    #[prop(into)]
    second_title: String,
    /// The second text; what only it says is marked as inserted.
    second: String,
) -> impl IntoView {
    let pieces = compare_words(&first, &second);
    let side = |first: bool| {
        let none = pieces.iter().all(|piece| {
            matches!(
                (piece, first),
                (Piece::First(_), false) | (Piece::Second(_), true)
            )
        });
        if none {
            return view! { <span class="meta">{tr!(proposals.no_answer)}</span> }.into_any();
        }
        pieces
            .iter()
            .cloned()
            .filter_map(|piece| match (piece, first) {
                (Piece::Same(text), _) => Some(lines(text).into_any()),
                (Piece::First(text), true) => {
                    Some(view! { <del>{only_here()} {lines(text)}</del> }.into_any())
                }
                (Piece::Second(text), false) => {
                    Some(view! { <ins>{only_here()} {lines(text)}</ins> }.into_any())
                }
                _ => None,
            })
            .collect_view()
            .into_any()
    };
    view! {
        <div class="diff">
            <section><h4>{first_title}</h4><p>{side(true)}</p></section>
            <section><h4>{second_title}</h4><p>{side(false)}</p></section>
        </div>
    }
    .into_any()
}

/// What the strike and the underline say, for ears: most screen readers pass over `del` and `ins`.
fn only_here() -> AnyView {
    view! { <span class="visually-hidden">{tr!(proposals.only_here)} " "</span> }.into_any()
}

/// Text whose line ends are shown.
fn lines(text: String) -> AnyView {
    let count = text.matches('\n').count();
    text.split('\n')
        .enumerate()
        .map(|(at, line)| {
            let line = line.to_owned();
            view! { {line} {(at < count).then(|| view! { <br/> })} }
        })
        .collect_view()
        .into_any()
}

/// Tells what happened, shows both texts of every question that both changed, and lets the person choose; the
/// form below holds both sides put together and can be edited before it is saved.
#[component]
pub(super) fn ConflictPanel(
    /// The conflict.
    clash: Clash,
    /// The section's questions.
    section: Section,
    /// What keys of choices mean.
    choices: Choices,
) -> impl IntoView {
    let language = Texts::current().language;
    let by = clash
        .by
        .clone()
        .unwrap_or_else(|| tr!(proposals.somebody).to_owned());
    let label = |key: &str| {
        section.question(key).map_or_else(
            || key.to_owned(),
            |question| question.label.get(language).to_owned(),
        )
    };
    let taken = clash
        .merge
        .taken
        .iter()
        .map(|key| view! { <li>{label(key)}</li> })
        .collect::<Vec<_>>();
    let any_taken = !taken.is_empty();
    let any_clash = !clash.merge.clashes.is_empty();
    let clashes = clash
        .merge
        .clashes
        .iter()
        .filter_map(|key| section.question(key))
        .map(|question| {
            let key = question.key.clone();
            let mine = answer_text(question, clash.mine.get(&key), &choices);
            let theirs = answer_text(question, clash.theirs.get(&key), &choices);
            let name = format!(".pick.{key}");
            view! {
                <h3>{question.label.get(language).to_owned()}</h3>
                <Differences first_title=tr!(proposals.your_text) first=mine
                    second_title=tr!(proposals.their_text, name = by.clone()) second=theirs/>
                <fieldset class="choices inline">
                    <legend>{tr!(proposals.which_text)}</legend>
                    <label><input type="radio" name=name.clone() value="mine" checked/> " " {tr!(proposals.take_mine)}</label>
                    <label><input type="radio" name=name value="theirs"/> " " {tr!(proposals.take_theirs, name = by.clone())}</label>
                </fieldset>
            }
        })
        .collect_view();
    view! {
        <section class="notice warning" id="conflict" aria-labelledby="conflict-title">
            <div role="alert">
                <h2 id="conflict-title">{tr!(proposals.conflict_title, name = by.clone())}</h2>
                <p>{if any_clash { tr!(proposals.conflict_clash) } else { tr!(proposals.conflict_merged) }}</p>
            </div>
            {any_taken.then(|| view! { <p>{tr!(proposals.taken_over, name = by.clone())}</p> })}
            {any_taken.then(|| view! { <ul>{taken}</ul> })}
            {clashes}
        </section>
    }
    .into_any()
}
