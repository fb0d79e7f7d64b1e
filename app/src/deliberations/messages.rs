//! What jurors say, and the form to say something.

use super::{ChangeMessage, SayInDiscussion, WithdrawMessage};
use crate::{
    competitions::Version,
    components::EmptyState,
    forms::*,
    reviews::Paragraphs,
    texts::{Time, denied_text},
    tr,
};
use domain::{
    Denied, MessageId,
    deliberations::{Discussion, Message},
};
use leptos::{form::ActionForm, prelude::*};

/// Oldest first.
pub(super) fn list(found: &Discussion) -> AnyView {
    let withdraw = ServerAction::<WithdrawMessage>::new();
    let speaks = found.rights.speak.is_none();
    let said = found
        .messages
        .iter()
        .map(|message| one(found, message, speaks.then_some(withdraw)))
        .collect_view();
    let body = if found.messages.is_empty() {
        view! { <EmptyState title=tr!(deliberations.no_messages)/> }.into_any()
    } else {
        view! { <ol class="comments">{said}</ol> }.into_any()
    };
    view! {
        <section aria-labelledby="said-title">
            <h2 id="said-title">{tr!(deliberations.said)}</h2>
            <FormErrors form=FormState::of(withdraw)/>
            {body}
        </section>
    }
    .into_any()
}

fn one(
    found: &Discussion,
    message: &Message,
    withdraw: Option<ServerAction<WithdrawMessage>>,
) -> AnyView {
    let who = if message.own {
        tr!(deliberations.juror_you, number = message.juror)
    } else {
        tr!(deliberations.juror_is, number = message.juror)
    };
    let text = match &message.text {
        Some(text) => view! { <Paragraphs text=text.clone()/> }.into_any(),
        None => view! { <p class="meta">{tr!(deliberations.withdrawn)}</p> }.into_any(),
    };
    let edited = message
        .edited_at
        .map(|at| view! { " · " {tr!(deliberations.edited)} " " <Time at=at/> });
    let recused = message
        .recused
        .then(|| view! { " " <span class="badge warning">{tr!(deliberations.recused)}</span> });
    let earlier = (!message.earlier.is_empty()).then(|| {
        let texts = message.earlier.iter();
        let texts = texts
            .map(|old| view! { <p class="meta"><Time at=old.until_at/></p> <Paragraphs text=old.text.clone()/> })
            .collect_view();
        view! {
            <details class="disclosure"><summary>{tr!(deliberations.earlier)}</summary><div>{texts}</div></details>
        }
    });
    let (proposal, id) = (found.proposal.to_string(), message.id.to_string());
    let own = withdraw.filter(|_| message.own && message.text.is_some());
    let own = own.map(|withdraw| {
        let edit = format!("?edit={id}#write");
        view! {
            <div class="actions">
                <a class="button quiet small" href=edit>{tr!(deliberations.edit)}</a>
                <ActionForm action=withdraw>
                    <Hidden name="proposal" value=proposal/>
                    <Hidden name="message" value=id/>
                    <Submit form=FormState::of(withdraw) class="quiet small" label=tr!(deliberations.withdraw)/>
                </ActionForm>
            </div>
        }
    });
    view! {
        <li>
            <span class="avatar-initials" aria-hidden="true">{message.juror}</span>
            <div>
                <p><strong>{who}</strong> {recused} " " <small class="meta"><Time at=message.written_at/> {edited}</small></p>
                {text}
                {earlier}
                {own}
            </div>
        </li>
    }
    .into_any()
}

/// The form to say something, to change what one said, or why neither is possible.
pub(super) fn write(found: &Discussion, edit: Option<MessageId>) -> AnyView {
    match found.rights.speak {
        None => {}
        // Organisers read here; that they do not speak needs no notice.
        Some(Denied::Role) => return ().into_any(),
        Some(Denied::State) => {
            return view! { <div class="notice info"><p>{tr!(deliberations.nobody_writes)}</p></div> }
                .into_any();
        }
        Some(why) => {
            return view! { <div class="notice info"><p>{denied_text(why)}</p></div> }.into_any();
        }
    }
    let editing = edit.and_then(|id| {
        let own = found.messages.iter().find(|own| own.own && own.id == id)?;
        Some((own, own.text.clone()?))
    });
    let proposal = found.proposal.to_string();
    let labels = vec![("text", tr!(deliberations.message))];
    match editing {
        None => {
            let say = ServerAction::<SayInDiscussion>::new();
            let form = FormState::of(say);
            let next = found.next.to_string();
            view! {
                <ActionForm action=say attr:class="form" attr:id="write" attr:novalidate="">
                    <FormErrors form=form.clone() labels/>
                    <Hidden name="proposal" value=proposal/>
                    <Hidden name="message" value=next/>
                    <TextArea form=form.clone() name="text" label=tr!(deliberations.message)
                        hint=tr!(deliberations.message_hint) rows=4 required=true/>
                    <Submit form label=tr!(deliberations.say)/>
                </ActionForm>
            }
            .into_any()
        }
        Some((own, text)) => {
            let change = ServerAction::<ChangeMessage>::new();
            let form = FormState::of(change);
            let (id, version) = (own.id.to_string(), own.edited_at.unwrap_or(0));
            let back = format!("/discussions/{}", found.proposal);
            let title = tr!(deliberations.message_stale);
            view! {
                <ActionForm action=change attr:class="form" attr:id="write" attr:novalidate="">
                    <FormErrors form=form.clone() labels/>
                    <Version form=form.clone() version title/>
                    <Hidden name="proposal" value=proposal/>
                    <Hidden name="message" value=id/>
                    <TextArea form=form.clone() name="text" label=tr!(deliberations.edit_label)
                        hint=tr!(deliberations.edit_hint) value=text rows=4 required=true/>
                    <div class="actions">
                        <Submit form label=tr!(deliberations.save)/>
                        <a class="button quiet" href=back>{tr!(competitions.cancel)}</a>
                    </div>
                </ActionForm>
            }
            .into_any()
        }
    }
}
