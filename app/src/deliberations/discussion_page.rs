//! `/discussions/:proposal`: the scores of a proposal, what jurors say about it, and the minutes.

use super::{discussion, messages, minutes::MinutesPart, scores, span_view};
use crate::{
    AppError,
    competitions::OrganiserFrame,
    components::{Fetched, PageHead, fetching},
    proposals::ProposalText,
    teams::id_in,
    texts::Texts,
    tr,
};
use domain::{Error, MessageId, ProposalId, deliberations::Discussion};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn DiscussionPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let found = fetching(
        move || {
            let edit = query.read().get("edit").and_then(|id| id.parse().ok());
            (id_in::<ProposalId>(&params.read(), "proposal"), edit)
        },
        |(id, edit): (Option<ProposalId>, Option<MessageId>)| async move {
            match id {
                Some(id) => Ok((discussion(id).await?, edit)),
                None => Err(AppError(Error::Missing)),
            }
        },
    );
    view! { <Fetched of=found let:found><Page found=found.0 edit=found.1/></Fetched> }.into_any()
}

#[component]
fn Page(found: Discussion, edit: Option<MessageId>) -> impl IntoView {
    let name = found.competition.get(Texts::current().language).to_owned();
    if found.rights.organising {
        let slug = found.slug.clone();
        view! { <OrganiserFrame slug current="deliberation" name><Content found edit/></OrganiserFrame> }
            .into_any()
    } else {
        let queue = format!("/jury/{}", found.slug);
        view! {
            <main class="page" id="main" tabindex="-1">
                <nav class="breadcrumbs" aria-label=tr!(reviews.breadcrumbs)>
                    <ol>
                        <li><a href=queue>{tr!(reviews.queue)}</a></li>
                        <li aria-current="page">{tr!(deliberations.discussion)}</li>
                    </ol>
                </nav>
                <Content found edit/>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Content(found: Discussion, edit: Option<MessageId>) -> impl IntoView {
    let title = tr!(
        jury.number_and_title,
        number = found.number,
        title = found.title
    );
    let link = match (&found.rights.sheet, found.rights.organising) {
        (Some(sheet), _) => Some((format!("/reviews/{sheet}"), tr!(deliberations.to_sheet))),
        (None, true) => {
            let href = format!("/organise/{}/proposals/{}", found.slug, found.number);
            Some((href, tr!(deliberations.to_proposal)))
        }
        (None, false) => None,
    };
    let link = link.map(|(href, text)| view! { <a class="button" href=href>{text}</a> });
    let outcome = if found.changed == 0 {
        tr!(deliberations.none_changed).to_owned()
    } else {
        tr!(deliberations.some_changed, count = found.changed)
    };
    let own = scores::own_form(&found);
    view! {
        <PageHead title eyebrow=tr!(deliberations.discussion).to_owned() lead=tr!(deliberations.discussion_lead)>{link}</PageHead>
        <p>{span_view(found.span, found.open, found.zone.clone())} " · " {outcome}</p>
        <details class="disclosure">
            <summary>{tr!(deliberations.read_proposal)}</summary>
            <div><ProposalText content=found.content.clone() nested=true/></div>
        </details>
        {scores::table(&found)}
        {scores::reviews(&found)}
        {messages::list(&found)}
        {messages::write(&found, edit)}
        {own}
        <MinutesPart found/>
    }
    .into_any()
}
