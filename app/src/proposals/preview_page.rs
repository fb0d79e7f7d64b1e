//! `/proposals/:id/preview`: the draft as others will read it, and the last step: submitting it.

use super::{
    ConfirmProposal, ProposalText, SubmitProposal,
    consent_panel::ConsentPanel,
    load_consents, load_proposal,
    submit::{Missing, SubmitForm},
};
use crate::{
    AppError,
    components::{Fetched, PageHead, fetching},
    files::{FilesSection, PhotoSection, load_files},
    teams::{Deadline, id_in},
    tr,
};
use domain::{
    Error, ProposalId,
    files::FilesPage,
    proposals::{Consents, ProposalDetail},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The draft, read only, with the form that submits it.
#[component]
pub fn PreviewPage() -> impl IntoView {
    let params = use_params_map();
    let submit = ServerAction::<SubmitProposal>::new();
    let confirm = ServerAction::<ConfirmProposal>::new();
    let detail = fetching(
        move || id_in::<ProposalId>(&params.read(), "id"),
        |id| async move {
            match id {
                Some(id) => {
                    // The fingerprint first: of a text that changes meanwhile it is the older one, and is not confirmed.
                    let consents = load_consents(id).await?;
                    Ok((load_proposal(id).await?, load_files(id).await?, consents))
                }
                None => Err(AppError(Error::Missing)),
            }
        },
    );
    view! { <Fetched of=detail let:found><Preview proposal=found.0 files=found.1 consents=found.2 submit confirm/></Fetched> }
        .into_any()
}

#[component]
fn Preview(
    proposal: ProposalDetail,
    files: FilesPage,
    consents: Consents,
    submit: ServerAction<SubmitProposal>,
    confirm: ServerAction<ConfirmProposal>,
) -> impl IntoView {
    let title = match proposal.content.title() {
        "" => tr!(proposals.untitled).to_owned(),
        title => title.to_owned(),
    };
    let may_edit = proposal.edit.is_none();
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title eyebrow=tr!(proposals.preview_eyebrow, team = proposal.team_name.clone()) lead=tr!(proposals.preview_lead)>
                <a class="button" href=format!("/proposals/{}", proposal.id)>{tr!(proposals.overview)}</a>
            </PageHead>
            <ProposalText content=proposal.content.clone()/>
            <FilesSection files=files.files/>
            <PhotoSection photo=files.photo/>
            {may_edit.then(|| view! { <Missing proposal=proposal.clone()/> })}
            <Deadline at=proposal.closes_at zone=proposal.zone.clone() now=proposal.now/>
            <ConsentPanel id=proposal.id consents action=confirm/>
            <SubmitForm proposal action=submit/>
        </main>
    }
    .into_any()
}
