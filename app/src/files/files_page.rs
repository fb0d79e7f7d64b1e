//! `/proposals/:id/files`: the files of a proposal, for everybody who may read it; its team changes them here.

use super::{
    BringBackFile, FileList, PhotoSection, RemoveFile, file_list::size_text, load_files,
    photo_form::PhotoForm, upload_form::UploadForm,
};
use crate::{
    AppError,
    components::{EmptyState, Fetched, PageHead},
    forms::*,
    teams::id_in,
    texts::{Texts, denied_text},
    tr,
};
use domain::{
    Error, FileId, ProposalId,
    files::{FILES_LIMIT, FileEntry, FileQuestion, FilesPage as Page, MOST_FILES},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn FilesPage() -> impl IntoView {
    let id = id_in::<ProposalId>(&use_params_map().read_untracked(), "id");
    let question = use_query_map().read_untracked().get("question");
    let page = async move {
        match id {
            Some(id) => load_files(id).await,
            None => Err(AppError(Error::Missing)),
        }
    };
    view! { <Fetched of=page let:page><Files page question=question.clone().unwrap_or_default()/></Fetched> }.into_any()
}

#[component]
fn Files(page: Page, question: String) -> impl IntoView {
    let id = page.proposal;
    let title = match page.title.as_str() {
        "" => tr!(proposals.untitled).to_owned(),
        title => title.to_owned(),
    };
    let eyebrow = format!("{} · {title}", page.number);
    let lead = if page.member {
        tr!(files.lead)
    } else {
        tr!(files.lead_submitted)
    };
    let back = page.member.then(|| {
        view! { <a class="button" href=format!("/proposals/{id}")>{tr!(proposals.overview)}</a> }
    });
    let may_change = page.member && page.denied.is_none();
    let closed = page.denied.filter(|_| page.member).map(|why| {
        view! { <div class="notice info"><p>{denied_text(why)}</p></div> }
    });
    let all: i64 = page.files.iter().map(|file| file.size).sum();
    let used = (may_change && !page.files.is_empty()).then(|| {
        let text = tr!(
            files.used,
            count = page.files.len(),
            most = MOST_FILES,
            size = size_text(all),
            limit = size_text(FILES_LIMIT)
        );
        view! { <p class="meta">{text}</p> }
    });
    let none = (page.files.is_empty() && page.questions.is_empty()).then(|| {
        let text = if may_change { tr!(files.none_yet) } else { "" };
        view! { <EmptyState title=tr!(files.none) text/> }
    });
    let beside = may_change.then_some(removal as fn(FileId) -> AnyView);
    let (removing, bringing) = (
        FormState::plain::<RemoveFile>(),
        FormState::plain::<BringBackFile>(),
    );
    let photo = if may_change {
        view! { <PhotoForm page=page.clone()/> }.into_any()
    } else {
        view! { <PhotoSection photo=page.photo/> }.into_any()
    };
    let form = may_change.then(|| view! { <UploadForm id unfinished=page.unfinished.clone() questions=page.questions.clone() question/> });
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title=tr!(files.title) eyebrow=eyebrow lead=lead>{back}</PageHead>
            {closed}
            <FormErrors form=removing/>
            <FormErrors form=bringing/>
            {none}
            {groups(page.questions, page.files, beside)}
            {used}
            {form}
            {photo}
            <Removed files=page.removed/>
        </main>
    }
    .into_any()
}

/// Files under the questions that they answer, then the others.
fn groups(
    questions: Vec<FileQuestion>,
    mut files: Vec<FileEntry>,
    beside: Option<fn(FileId) -> AnyView>,
) -> AnyView {
    let language = Texts::current().language;
    let list = |files: Vec<FileEntry>| match beside {
        Some(beside) => view! { <FileList files beside/> }.into_any(),
        None => view! { <FileList files/> }.into_any(),
    };
    let asked = !questions.is_empty();
    let mut groups = Vec::new();
    for question in questions {
        let own = |file: &mut FileEntry| file.question.as_ref() == Some(&question.key);
        let own: Vec<_> = files.extract_if(.., own).collect();
        let none = own
            .is_empty()
            .then(|| view! { <p class="meta">{tr!(files.none)}</p> });
        let (label, hint) = (question.label.get(language), question.hint.get(language));
        let hint = (!hint.is_empty()).then(|| view! { <p class="hint">{hint.to_owned()}</p> });
        groups.push(
            view! { <section><h2>{label.to_owned()}</h2>{hint}{none}{list(own)}</section> }
                .into_any(),
        );
    }
    let heading = (asked && !files.is_empty()).then(|| view! { <h2>{tr!(files.others)}</h2> });
    groups.push(view! { {heading}{list(files)} }.into_any());
    groups.into_any()
}

fn removal(id: FileId) -> AnyView {
    one_button::<RemoveFile>(id, tr!(files.remove))
}

/// A form that is one button about a file.
fn one_button<S: ServerFn<Error = AppError>>(id: FileId, label: &'static str) -> AnyView {
    let form = FormState::plain::<S>().for_item("id", &id.to_string());
    view! {
        <form method="post" action=S::PATH>
            <Hidden name="id" value=id.to_string()/>
            <Submit form class="small" label/>
        </form>
    }
    .into_any()
}

#[component]
fn Removed(files: Vec<FileEntry>) -> impl IntoView {
    if files.is_empty() {
        return ().into_any();
    }
    let items = files
        .into_iter()
        .map(|file| {
            view! {
                <li>
                    <span>{file.name}<small class="meta">{size_text(file.size)}</small></span>
                    {one_button::<BringBackFile>(file.id, tr!(files.bring_back))}
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="removed-title">
            <h2 id="removed-title">{tr!(files.removed_title)}</h2>
            <p class="meta">{tr!(files.removed_text)}</p>
            <ul class="list">{items}</ul>
        </section>
    }
    .into_any()
}
