//! `/proposals/:id/comments`: what the team says to each other about a section.

use super::{DeleteComment, WriteComment, load_comments};
use crate::{
    AppError,
    components::{EmptyState, Fetched, PageHead, fetching, initials},
    forms::*,
    reviews::Paragraphs,
    teams::id_in,
    texts::{self, Texts, Time},
    tr,
};
use domain::{
    Error, ProposalId,
    proposals::{Comment, CommentList},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The comments on one section at a time, newest last.
#[component]
pub fn CommentsPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let comments = fetching(
        move || {
            let query = query.read();
            (
                id_in::<ProposalId>(&params.read(), "id"),
                query.get("section").unwrap_or_default(),
                query.get("page").and_then(|page| page.parse().ok()),
            )
        },
        |(id, section, page)| async move {
            match id {
                Some(id) => load_comments(id, section, page)
                    .await
                    .map(|found| (id, found)),
                None => Err(AppError(Error::Missing)),
            }
        },
    );
    view! { <Fetched of=comments let:found><Comments id=found.0 found=found.1/></Fetched> }
        .into_any()
}

#[component]
fn Comments(id: ProposalId, found: CommentList) -> impl IntoView {
    let language = Texts::current().language;
    let title = match found.title.as_str() {
        "" => tr!(proposals.untitled).to_owned(),
        title => title.to_owned(),
    };
    let overview = format!("/proposals/{id}");
    let to_section = format!("{overview}/{}", found.section);
    let tabs = found
        .form
        .sections
        .iter()
        .map(|section| {
            let here = (section.key == found.section).then_some("page");
            let count = found.counts.get(&section.key);
            let count = count.map_or_else(String::new, |count| format!(" · {count}"));
            view! {
                <a href=format!("?section={}", section.key) aria-current=here>{section.title.get(language).to_owned()} {count}</a>
            }
        })
        .collect_view();
    let empty = found.comments.is_empty();
    let delete = ServerAction::<DeleteComment>::new();
    let open = found.refused.is_none();
    let comments = found
        .comments
        .iter()
        .map(|comment| view! { <Said id comment=comment.clone() open delete/> })
        .collect_view();
    let list = if empty {
        view! { <EmptyState title=tr!(proposals.no_comments) text=tr!(proposals.no_comments_text)/> }
            .into_any()
    } else {
        view! { <ol class="comments">{comments}</ol> }.into_any()
    };
    let own = match found.refused {
        None => view! { <WriteForm id section=found.section.clone() next=found.next.to_string()/> }
            .into_any(),
        Some(why) => {
            view! { <div class="notice info"><p>{texts::denied_text(why)}</p></div> }.into_any()
        }
    };
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=tr!(proposals.comments) eyebrow=title lead=tr!(proposals.comments_lead)>
                <a class="button" href=overview>{tr!(proposals.overview)}</a>
                <a class="button" href=to_section>{tr!(proposals.to_section)}</a>
            </PageHead>
            <nav class="tabs" aria-label=tr!(proposals.sections)>{tabs}</nav>
            <FormErrors form=FormState::of(delete)/>
            {list}
            <Pages found/>
            {own}
        </main>
    }
    .into_any()
}

#[component]
fn Said(
    id: ProposalId,
    comment: Comment,
    open: bool,
    delete: ServerAction<DeleteComment>,
) -> impl IntoView {
    let deletes = open && comment.own && comment.text.is_some();
    let delete = deletes.then(|| {
        view! {
            <ActionForm action=delete>
                <Hidden name="id" value=id.to_string()/>
                <Hidden name="comment" value=comment.id.to_string()/>
                <Submit form=FormState::of(delete) class="quiet small" label=tr!(proposals.comment_delete)/>
            </ActionForm>
        }
    });
    let text = match comment.text {
        Some(text) => view! { <Paragraphs text/> }.into_any(),
        None => view! { <p class="meta">{tr!(proposals.comment_deleted)}</p> }.into_any(),
    };
    view! {
        <li>
            <span class="avatar-initials" aria-hidden="true">{initials(&comment.by)}</span>
            <div>
                <p><strong>{comment.by}</strong> " " <small class="meta"><Time at=comment.written_at/></small></p>
                {text}
            </div>
            {delete}
        </li>
    }
    .into_any()
}

#[component]
fn WriteForm(id: ProposalId, section: String, next: String) -> impl IntoView {
    let write = ServerAction::<WriteComment>::new();
    let form = FormState::of(write);
    view! {
        <ActionForm action=write attr:class="form" attr:id="write" attr:novalidate="">
            <FormErrors form=form.clone() labels=vec![("text", tr!(proposals.comment))]/>
            <Hidden name="id" value=id.to_string()/>
            <Hidden name="section" value=section/>
            <Hidden name="comment" value=next/>
            <TextArea form=form.clone() name="text" label=tr!(proposals.comment) rows=4 required=true/>
            <Submit form label=tr!(proposals.comment_send)/>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Pages(found: CommentList) -> impl IntoView {
    let (page, pages) = (found.page, found.pages);
    let address = move |page: u64| format!("?section={}&page={page}", found.section);
    let older = (page > 1).then(|| address(page - 1));
    let newer = (page < pages).then(|| address(page + 1));
    (pages > 1).then(|| {
        view! {
            <nav class="pagination" aria-label=tr!(proposals.pages)>
                {older.map(|href| view! { <a rel="prev" href=href>{tr!(proposals.older)}</a> })}
                {newer.map(|href| view! { <a rel="next" href=href>{tr!(proposals.newer)}</a> })}
            </nav>
        }
    })
}
