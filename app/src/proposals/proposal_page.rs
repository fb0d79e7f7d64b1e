//! `/proposals/:id`: the proposal at a glance: sections, what is missing, time left, what comes next.

use super::{
    ProposalOverview, SetProposalLanguage, UndoWithdrawal, WithdrawProposal, load_overview,
    progress_badge,
    submit::{Missing, Withdrawal},
};
use crate::{
    AppError,
    competitions::TwoZones,
    components::{Fetched, PageHead, fetching},
    forms::*,
    teams::{Deadline, id_in},
    texts::{self, Texts, Time, TimeStyle, time_text},
    tr, viewer,
};
use domain::{
    Error, Language, ProposalId,
    fields::words,
    policy::{Denied, Phase, ProposalState, TeamRole},
    proposals::{Answers, ProposalDetail, QuestionKind, RevisionStamp, Section},
    screening::TeamMessage,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// What can be done here; each reloads the proposal.
#[derive(Clone, Copy)]
struct Actions {
    language: ServerAction<SetProposalLanguage>,
    withdraw: ServerAction<WithdrawProposal>,
    undo: ServerAction<UndoWithdrawal>,
}

/// A proposal for its team.
#[component]
pub fn ProposalPage() -> impl IntoView {
    let params = use_params_map();
    let actions = Actions {
        language: ServerAction::new(),
        withdraw: ServerAction::new(),
        undo: ServerAction::new(),
    };
    let detail = fetching(
        move || id_in::<ProposalId>(&params.read(), "id"),
        |id| async move {
            match id {
                Some(id) => load_overview(id).await,
                None => Err(AppError(Error::Missing)),
            }
        },
    );
    view! { <Fetched of=detail let:found><Overview found actions/></Fetched> }.into_any()
}

#[component]
fn Overview(found: ProposalOverview, actions: Actions) -> impl IntoView {
    let proposal = found.proposal.clone();
    let id = proposal.id;
    let title = match proposal.content.title() {
        "" => tr!(proposals.untitled).to_owned(),
        title => title.to_owned(),
    };
    let eyebrow = tr!(
        teams.card_line,
        number = proposal.number,
        competition = proposal.competition.get(Texts::current().language)
    );
    let total = proposal.readiness.sections.len();
    let done = proposal.readiness.complete();
    let may_edit = proposal.edit.is_none();
    let unchanged = proposal.state == ProposalState::Submitted && !proposal.changed;
    let next = if may_edit && unchanged && proposal.correction.is_none() {
        tr!(proposals.read_submitted)
    } else if may_edit && proposal.readiness.is_complete() {
        tr!(proposals.read_and_submit)
    } else {
        tr!(proposals.preview)
    };
    let result = (proposal.phase == Phase::Published && proposal.state == ProposalState::Submitted)
        .then(|| view! { <a class="button primary" href=format!("/proposals/{id}/result")>{tr!(proposals.to_result)}</a> });
    let next_class = if result.is_some() {
        "button"
    } else {
        "button primary"
    };
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title eyebrow>
                {result}
                <a class=next_class href=format!("/proposals/{id}/preview")>{next}</a>
                <a class="button" href=format!("/proposals/{id}/files")>{tr!(files.title)}</a>
                <a class="button" href=format!("/teams/{}", proposal.team)>{tr!(proposals.to_team)}</a>
            </PageHead>
            <State proposal=proposal.clone()/>
            <Messages messages=found.messages.clone()/>
            <div class="split">
                <div class="stack">
                    <div class="progress">
                        <label for="done">{tr!(proposals.progress)}</label>
                        <progress id="done" value=done.to_string() max=total.to_string()></progress>
                        <span class="value">{tr!(proposals.progress_of, done = done, total = total)}</span>
                    </div>
                    <Sections found/>
                    {may_edit.then(|| view! { <Missing proposal=proposal.clone()/> })}
                </div>
                <div class="stack">
                    <Deadline at=proposal.closes_at zone=proposal.zone.clone() now=proposal.now/>
                    {(proposal.grace_minutes > 0).then(|| view! {
                        <p class="meta">{tr!(proposals.grace, minutes = proposal.grace_minutes)}</p>
                    })}
                    <ContentLanguage proposal=proposal.clone() action=actions.language/>
                    <Withdrawal proposal=proposal.clone() withdraw=actions.withdraw undo=actions.undo/>
                </div>
            </div>
        </main>
    }
    .into_any()
}

/// Where the proposal stands, as a notice.
#[component]
fn State(proposal: ProposalDetail) -> impl IntoView {
    let correction = proposal.correction.clone().map(|correction| {
        let when = if proposal.now <= correction.until_at {
            tr!(proposals.returned_text)
        } else {
            tr!(proposals.returned_over)
        };
        let language = texts::Texts::current().language;
        let unmet = (!correction.unmet.is_empty()).then(|| {
            let points = correction.unmet.iter();
            let points = points
                .map(|point| view! { <li>{point.get(language).to_owned()}</li> })
                .collect_view();
            view! { <p><strong>{tr!(proposals.returned_unmet)}</strong></p> <ul>{points}</ul> }
        });
        view! {
            <div class="notice warning">
                <strong>{tr!(proposals.returned_title)}</strong>
                <p class="typed">{correction.reason}</p>
                {unmet}
                <p class="typed"><strong>{tr!(proposals.returned_corrections)}</strong> " " {correction.corrections}</p>
                <p>{when} " " <TwoZones at=correction.until_at zone=proposal.zone.clone()/></p>
            </div>
        }
    });
    let receipt = format!("/proposals/{}/receipt", proposal.id);
    let state = match (proposal.state, proposal.stamp.clone()) {
        (ProposalState::Submitted, Some(stamp)) => view! {
            <div class="notice success">
                <strong>{texts::named("proposal", proposal.state.key())}</strong>
                <p>{received_text(&stamp)} " " <a href=receipt>{tr!(proposals.to_receipt)}</a></p>
                {proposal.changed.then(|| view! { <p>{tr!(proposals.changed_since)}</p> })}
            </div>
        }
        .into_any(),
        (ProposalState::Withdrawn, _) => view! {
            <div class="notice warning">
                <strong>{texts::named("proposal", proposal.state.key())}</strong>
                <p>{tr!(proposals.withdrawn_text)}</p>
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    };
    let closed = proposal
        .edit
        .filter(|_| proposal.state == ProposalState::Draft)
        .map(|why| view! { <div class="notice info"><p>{closed_text(&proposal, why)}</p></div> });
    view! { {correction} {state} {closed} }.into_any()
}

/// What organisers wrote to the team.
#[component]
fn Messages(messages: Vec<TeamMessage>) -> impl IntoView {
    if messages.is_empty() {
        return ().into_any();
    }
    let rows = messages
        .into_iter()
        .map(|message| {
            view! {
                <li>
                    <Time at=message.at/>
                    <strong>{message.by}</strong>
                    <p class="typed">{message.text}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="messages-title">
            <header class="panel-head"><h2 id="messages-title">{tr!(proposals.from_organisers)}</h2></header>
            <ol class="timeline">{rows}</ol>
        </section>
    }
    .into_any()
}

/// Why the section cannot be changed: a reader never writes, whatever the time.
pub(super) fn closed_text(proposal: &ProposalDetail, why: Denied) -> &'static str {
    if proposal.role == TeamRole::Reader {
        tr!(proposals.reader)
    } else {
        texts::denied_text(why)
    }
}

/// When and by whom a revision was received, in the reader's zone.
pub(super) fn received_text(stamp: &RevisionStamp) -> String {
    let time = time_text(
        stamp.submitted_at,
        &viewer::current().zone,
        TimeStyle::DateTime,
    );
    match &stamp.submitted_by {
        Some(name) => tr!(proposals.received_by, time = time, name = name),
        None => tr!(proposals.received_at, time = time),
    }
}

#[component]
fn Sections(found: ProposalOverview) -> impl IntoView {
    let proposal = found.proposal;
    let language = Texts::current().language;
    let zone = viewer::current().zone;
    let items = proposal
        .content
        .form
        .sections
        .iter()
        .zip(&proposal.readiness.sections)
        .map(|(section, ready)| {
            let (class, word) = progress_badge(ready.progress);
            let save = proposal.saves.iter().find(|save| save.key == section.key);
            let when = match save {
                None => tr!(teams.about_minutes, minutes = section.minutes),
                Some(save) => {
                    let time = time_text(save.saved_at, &zone, TimeStyle::DateTime);
                    match &save.saved_by {
                        Some(name) => tr!(proposals.saved_by, time = time, name = name),
                        None => tr!(proposals.saved_at, time = time),
                    }
                }
            };
            let at_work = found
                .at_work
                .iter()
                .filter(|other| other.section == section.key)
                .map(|other| {
                    let time = time_text(other.seen_at, &zone, TimeStyle::Clock);
                    view! { <small class="present">{tr!(proposals.at_work, name = other.name, time = time)}</small> }
                })
                .collect_view();
            let comments = found.comments.get(&section.key).map(|count| {
                let href = format!("/proposals/{}/comments?section={}", proposal.id, section.key);
                view! { " · " <a href=href>{tr!(proposals.comments_count, count = count)}</a> }
            });
            view! {
                <li>
                    <span>
                        <a href=format!("/proposals/{}/{}", proposal.id, section.key)>{section.title.get(language).to_owned()}</a>
                        <small class="meta">{when} {comments}</small>
                        {word_counts(section, proposal.content.section(&section.key))}
                        {at_work}
                    </span>
                    <span class=class>{word}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="sections-title">
            <header class="panel-head">
                <h2 id="sections-title">{tr!(proposals.sections)}</h2>
                <a href=format!("/proposals/{}/comments", proposal.id)>{tr!(proposals.comments)}</a>
                <a href=format!("/proposals/{}/history", proposal.id)>{tr!(proposals.history)}</a>
            </header>
            <ul class="list">{items}</ul>
        </section>
    }
    .into_any()
}

/// How long the long texts are that have been begun.
fn word_counts(section: &Section, answers: &Answers) -> AnyView {
    let language = Texts::current().language;
    section
        .questions
        .iter()
        .filter_map(|question| {
            let QuestionKind::Text { words: max } = question.kind else {
                return None;
            };
            let count = words(answers.text(&question.key));
            let label = question.label.get(language).to_owned();
            let count = tr!(core.words_of, count = count, max = max);
            answers
                .get(&question.key)
                .map(|_| view! { <small class="meta">{label} " (" {count} ")"</small> })
        })
        .collect_view()
        .into_any()
}

#[component]
fn ContentLanguage(
    proposal: ProposalDetail,
    action: ServerAction<SetProposalLanguage>,
) -> impl IntoView {
    let written = proposal.content.language;
    if proposal.edit.is_some() {
        return view! {
            <dl class="facts"><div><dt>{tr!(teams.content_language)}</dt><dd>{written.own_name()}</dd></div></dl>
        }
        .into_any();
    }
    let form = FormState::of(action);
    let options = Language::ALL
        .iter()
        .map(|language| Choice::new(language.code(), language.own_name()))
        .collect();
    view! {
        <ActionForm action attr:class="form">
            <FormErrors form=form.clone()/>
            <Hidden name="id" value=proposal.id.to_string()/>
            <Select form=form.clone() name="language" label=tr!(teams.content_language) options value=written.code() required=true/>
            <Submit form class="small" label=tr!(proposals.save)/>
        </ActionForm>
    }
    .into_any()
}
