//! `/proposals/:id/:section`: writing one section.
//!
//! It never shows less than all that was typed ([`Memory`]).

use super::{
    SaveSection, SectionDetail, Step,
    autosave::Autosave,
    conflict::ConflictPanel,
    copies::Copies,
    load_section,
    memory::{Memory, Shown, kept, value_in},
    presence::Present,
    questions::{Asking, Questions},
};
use crate::{
    AppError,
    components::{Loaded, PageHead, loading},
    forms::*,
    teams::id_in,
    texts::{Texts, TimeStyle, time_text},
    tr, viewer,
};
use domain::{
    Error, ProposalId,
    proposals::{Choices, Section, read_answers},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// One section of a proposal, to be written.
#[component]
pub fn SectionPage() -> impl IntoView {
    let params = use_params_map();
    let base = kept().and_then(|kept| value_in(&kept.values, ".version")?.parse().ok());
    let detail = loading(
        move || {
            let params = params.read();
            (id_in::<ProposalId>(&params, "id"), params.get("section"))
        },
        move |(id, section)| async move {
            match (id, section) {
                (Some(id), Some(section)) => load_section(id, section, base).await,
                _ => Err(AppError(Error::Missing)),
            }
        },
    );
    view! {
        <Loaded of=detail let:detail>
            <Writing detail/>
        </Loaded>
    }
    .into_any()
}

#[component]
fn Writing(detail: SectionDetail) -> impl IntoView {
    let memory = Memory::of(&detail);
    let SectionDetail {
        section, choices, ..
    } = detail;
    let save = ServerAction::<SaveSection>::new();
    let form = FormState::of(save)
        .without_values()
        .without_conflict()
        .with_notes(memory.notes.into());
    let asking = Asking {
        form: form.clone(),
        notes: memory.notes.into(),
        offered: choices.clone(),
        members: detail.members,
        files: detail.files,
        more: use_query_map().read_untracked().get("more"),
    };
    let proposal_title = if detail.title.is_empty() {
        tr!(proposals.untitled).to_owned()
    } else {
        detail.title
    };
    let here = detail.steps.iter().position(|step| step.key == section.key);
    let next = here.and_then(|here| detail.steps.get(here + 1));
    let next = next.map(|step| step.key.clone());
    let title = section.title.get(Texts::current().language).to_owned();
    let path = format!("/proposals/{}/{}", detail.id, section.key);
    let sign_in = domain::accounts::with_next("/sign-in", &path);
    let copies = Copies::new(memory, path, title.clone(), section.clone());
    let autosave = Autosave::new(memory, copies, save, detail.closed.is_none());
    follow(save, memory, copies, section.clone(), choices.clone());
    {
        let (section, choices) = (section.clone(), choices.clone());
        Effect::new(move |_| autosave.take_up(&section, &choices));
    }
    // Whoever was late with a form that was typed already keeps the buttons with it.
    let may_save = detail.closed.is_none() || kept().is_some();
    let closed = detail
        .closed
        .map(|why| view! { <div class="notice warning"><p>{why}</p></div> });
    let not_received = (!may_save).then(|| view! { <NotReceived memory copies/> });
    let questions = {
        let section = section.clone();
        move || {
            let Shown { answers, clash } = memory.shown.get();
            view! {
                {clash.map(|clash| view! {
                    <ConflictPanel clash section=section.clone() choices=choices.clone()/>
                })}
                <Questions section=section.clone() answers asking=asking.clone()/>
            }
        }
    };
    let next_button = next.map(|key| {
        view! {
            <Submit form=form.clone() class="" label=tr!(proposals.save_and_next) name=".then" value=format!("section:{key}")/>
        }
    });
    let actions = may_save.then(|| {
        view! {
            <div class="actions sticky">
                <Submit form=form.clone() label=tr!(proposals.save)/>
                {next_button}
                <SaveState memory save sign_in pending=form.pending()/>
            </div>
        }
    });
    let (id, key) = (detail.id.to_string(), section.key);
    let overview = format!("/proposals/{id}");
    let history = format!("/proposals/{id}/history?section={key}");
    let comments = format!("/proposals/{id}/comments?section={key}");
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <Steps id=detail.id steps=detail.steps current=key.clone()/>
            <PageHead title=title eyebrow=proposal_title>
                <a class="button small" href=overview>{tr!(proposals.overview)}</a>
                <a class="button small quiet" href=history rel="external">{tr!(proposals.history)}</a>
                <a class="button small quiet" href=comments rel="external">{tr!(proposals.comments)}</a>
            </PageHead>
            <Present id=detail.id section=key.clone() first=detail.present/>
            {closed}
            {not_received}
            <ActionForm action=save node_ref=copies.form() attr:class="form" attr:novalidate="" on:input=move |_| autosave.touched()>
                <FormErrors form=form.clone()/>
                <Hidden name=".proposal" value=id/>
                <Hidden name=".section" value=key/>
                <input type="hidden" name=".version" value=move || memory.version.get().to_string()/>
                {questions}
                {actions}
            </ActionForm>
        </main>
    }
    .into_any()
}

/// In a section that is closed: that what the form shows waits on this device alone, and how to let go of it.
#[component]
fn NotReceived(memory: Memory, copies: Copies) -> impl IntoView {
    move || {
        memory.waiting.with(Option::is_some).then(|| {
            view! {
                <div class="notice danger">
                    <p>{tr!(proposals.not_received)}</p>
                    <details class="disclosure">
                        <summary>{tr!(proposals.show_received)}</summary>
                        <button type="button" on:click=move |_| copies.discard()>{tr!(proposals.discard)}</button>
                    </details>
                </div>
            }
        })
    }
}

/// In the browser: remembers what is sent, and what came of it.
fn follow(
    save: ServerAction<SaveSection>,
    memory: Memory,
    copies: Copies,
    section: Section,
    choices: Choices,
) {
    let sent = section.clone();
    Effect::new(move |_| {
        save.input().with(|input| {
            if let Some(input) = input {
                memory.sent.set_value(memory.changes.get_value());
                let fields: Vec<_> = input.typed.clone().into_iter().collect();
                memory.typed.set_value(read_answers(&sent, &fields));
            }
        });
    });
    Effect::new(move |_| {
        save.value().with(|value| match value {
            Some(Ok(saved)) => {
                memory.after_save(saved);
                copies.after_save();
            }
            Some(Err(AppError(Error::Conflict(stale)))) => {
                memory.after_conflict(stale, &section, &choices);
            }
            _ => {}
        });
    });
}

/// Whether what is typed is saved, in words.
#[component]
fn SaveState(
    memory: Memory,
    save: ServerAction<SaveSection>,
    sign_in: String,
    pending: Signal<bool>,
) -> impl IntoView {
    let zone = viewer::current().zone;
    let state = move || {
        if pending.get() {
            "saving"
        } else if memory.shown.with(|shown| shown.clash.is_some()) {
            "conflict"
        } else if memory.dirty.get() || memory.saved.with(Option::is_none) {
            "waiting"
        } else {
            "saved"
        }
    };
    let text = move || match (state(), memory.saved.get(), memory.waiting.get()) {
        ("saving", ..) => tr!(core.sending).to_owned(),
        ("conflict", ..) => tr!(proposals.state_conflict).to_owned(),
        ("saved", Some((at, _)), _) if memory.late.get() => {
            let time = time_text(at, &zone, TimeStyle::Clock);
            tr!(core.sent_from_device, time = time)
        }
        ("saved", Some((at, by)), _) => {
            let time = time_text(at, &zone, TimeStyle::DateTime);
            match by {
                Some(name) => tr!(proposals.saved_by, time = time, name = name),
                None => tr!(proposals.saved_at, time = time),
            }
        }
        (.., Some(waiting)) => waiting,
        _ => tr!(proposals.not_saved).to_owned(),
    };
    let signed_out = move || {
        save.value()
            .with(|value| matches!(value, Some(Err(AppError(Error::SignedOut)))))
    };
    let enter = move || {
        signed_out().then(|| {
            view! { <a class="button small" href=sign_in.clone() rel="external">{tr!(core.sign_in)}</a> }
        })
    };
    view! {
        <p class="save-state" role="status" data-state=state>{text}</p>
        {enter}
    }
    .into_any()
}

/// All sections, the current one marked.
#[component]
fn Steps(id: ProposalId, steps: Vec<Step>, current: String) -> impl IntoView {
    let steps = steps
        .into_iter()
        .map(|step| {
            let here = step.key == current;
            let class = if step.done && !here { "done" } else { "" };
            let address = format!("/proposals/{id}/{}", step.key);
            view! {
                <li class=class aria-current=here.then_some("step")><a href=address rel="external">{step.title}</a></li>
            }
        })
        .collect_view();
    view! {
        <nav aria-label=tr!(proposals.sections)><ol class="steps">{steps}</ol></nav>
    }
    .into_any()
}
