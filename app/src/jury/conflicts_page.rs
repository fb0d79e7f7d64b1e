//! `/jury/:slug/conflicts`: declaring conflicts of interest from names alone: of proposals and people, or of people only.

use super::{DeclareConflicts, conflict_list};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    texts::{Texts, Time},
    tr,
};
use domain::jury::{CLAIM_ACCEPTED, ConflictHint, ConflictLine, ConflictList};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn ConflictsPage() -> impl IntoView {
    let params = use_params_map();
    let declare = ServerAction::<DeclareConflicts>::new();
    let list = fetching(
        move || params.read().get("slug").unwrap_or_default(),
        conflict_list,
    );
    view! { <Fetched of=list let:list><Declaration list declare/></Fetched> }.into_any()
}

#[component]
fn Declaration(list: ConflictList, declare: ServerAction<DeclareConflicts>) -> impl IntoView {
    let form = FormState::of(declare);
    let slug = list.heading.slug.clone();
    let name = list.heading.name.get(Texts::current().language).to_owned();
    let declared = list.declared_at.map(|at| {
        view! {
            <div class="notice success">
                <p>{tr!(jury.declared_on)} " " <Time at/></p>
                <p>{tr!(jury.declared_more)}</p>
            </div>
        }
    });
    let button = if list.declared_at.is_some() {
        tr!(jury.declare_again)
    } else {
        tr!(jury.declare)
    };
    let empty = list.rows.is_empty().then(|| {
        view! { <EmptyState title=tr!(jury.no_proposals_title) text=tr!(jury.no_proposals_text)/> }
    });
    let rows = list
        .rows
        .into_iter()
        .map(|row| view! { <Line row form=form.clone()/> })
        .collect_view();
    let lead = if list.named {
        tr!(jury.conflicts_lead)
    } else {
        tr!(jury.conflicts_lead_blind)
    };
    let more = (list.more && !list.named).then(|| {
        view! { <div class="notice warning"><p>{tr!(jury.conflicts_more)}</p></div> }
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=tr!(jury.conflicts_title) eyebrow=name lead=lead/>
            <p>{tr!(jury.conflicts_what)}</p>
            {declared}
            {more}
            {empty}
            <ActionForm action=declare attr:class="form">
                <FormErrors form=form.clone()/>
                <Hidden name="slug" value=slug/>
                <p class="hint">{tr!(jury.declare_hint)}</p>
                <ul class="conflicts">{rows}</ul>
                <div class="actions sticky always"><Submit form=form label=button/></div>
            </ActionForm>
        </main>
    }
}

#[component]
fn Line(row: ConflictLine, form: FormState) -> impl IntoView {
    let id = row.mark.to_string();
    let hints = (!row.hints.is_empty()).then(|| {
        let hints = row
            .hints
            .iter()
            .map(|hint| view! { <span class="badge warning">{hint_text(*hint)}</span> " " })
            .collect_view();
        view! { <p>{hints}</p> }
    });
    let own_team = row.hints.contains(&ConflictHint::InTeam);
    let (title, people, tick) = match row.proposal {
        Some(proposal) => (
            tr!(
                jury.number_and_title,
                number = proposal.number,
                title = proposal.title
            ),
            tr!(
                jury.team_and_members,
                team = row.team,
                members = row.members.join(", ")
            ),
            tr!(jury.conflict_with, number = proposal.number),
        ),
        None => {
            let tick = tr!(jury.conflict_with_team, team = row.team);
            (row.team, row.members.join(", "), tick)
        }
    };
    let kept = form.values("conflict[]");
    let answer = match row.declared {
        Some(reason) => {
            let reason = reason_text(reason);
            view! { <p><span class="badge danger">{tr!(jury.conflict)}</span> " " {reason}</p> }
                .into_any()
        }
        None => {
            let ticked = kept.map_or(own_team, |kept| kept.contains(&id));
            view! {
                <label>
                    <input type="checkbox" name="conflict[]" value=id.clone() checked=ticked/>
                    <span class="visually-hidden">{tick}</span>
                </label>
                <TextField form=form name=format!("reason[p{id}]") label=tr!(jury.conflict_reason) value=suggested(&row.hints) conditional=true/>
            }
            .into_any()
        }
    };
    view! {
        <li>
            <h2>
                {title}
                {row.fresh.then(|| view! { " " <span class="badge info">{tr!(jury.fresh)}</span> })}
            </h2>
            <p class="meta">{people}</p>
            {hints}
            {answer}
        </li>
    }
}

/// What the server found by itself, or organisers decided, is stored as a key.
fn reason_text(reason: String) -> String {
    if reason == CLAIM_ACCEPTED {
        return tr!(jury.conflict_found).to_owned();
    }
    ConflictHint::parse(&reason).map_or(reason, |hint| hint_text(hint).to_owned())
}

/// What a hint says; also the reason that is proposed.
fn hint_text(hint: ConflictHint) -> &'static str {
    match hint {
        ConflictHint::InTeam => tr!(jury.hint_in_team),
        ConflictHint::SameEmployer => tr!(jury.hint_same_employer),
        ConflictHint::SameDomain => tr!(jury.hint_same_domain),
        ConflictHint::Trained => tr!(jury.hint_trained),
    }
}

fn suggested(hints: &[ConflictHint]) -> &'static str {
    hints.first().map_or("", |hint| hint_text(*hint))
}
