//! `/jury/:slug`: what a juror has to do, by number of the proposal.

use super::{ProgressLine, StateBadge, my_jury::NextStep, my_queue};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    deliberations::OwnDiscussions,
    texts::{Texts, named},
    tr,
};
use domain::{
    policy::Phase,
    reviews::{Queue, QueueItem},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn QueuePage() -> impl IntoView {
    let params = use_params_map();
    let queue = fetching(
        move || params.read().get("slug").unwrap_or_default(),
        my_queue,
    );
    view! {
        <Fetched of=queue let:queue>
            <main class="page" id="main" tabindex="-1"><Content queue/></main>
        </Fetched>
    }
    .into_any()
}

#[component]
fn Content(queue: Queue) -> impl IntoView {
    let left = minutes_text(queue.minutes_left());
    let undeclared = queue.undeclared();
    let Queue {
        jury,
        practice,
        criteria,
        items,
    } = queue;
    let name = jury.name.get(Texts::current().language).to_owned();
    let conflicts = format!("/jury/{}/conflicts", jury.slug);
    let leave = format!("/jury/{}/leave", jury.slug);
    let practice = practice.then(|| {
        let href = format!("/jury/{}/practice", jury.slug);
        view! { <a class="button" href=href>{tr!(reviews.practice)}</a> }
    });
    let leavable = jury.phase <= Phase::Jury;
    let readable = jury.phase >= Phase::Jury && jury.phase <= Phase::Selection;
    let done = jury.progress.assigned > 0 && jury.progress.received == jury.progress.assigned;
    let scored = jury.progress.drafts + jury.progress.received > 0;
    let order = format!("/jury/{}/scores", jury.slug);
    let late = (undeclared > 0).then(|| {
        let conflicts = conflicts.clone();
        view! {
            <div class="notice warning">
                <p>{tr!(reviews.declare_new, count = undeclared)} " " <a href=conflicts>{tr!(reviews.declare_link)}</a></p>
            </div>
        }
    });
    let list = if jury.declared && items.is_empty() {
        view! { <EmptyState title=tr!(reviews.nothing_assigned) text=tr!(reviews.nothing_assigned_text)/> }
            .into_any()
    } else {
        rounds(items, criteria, readable)
    };
    view! {
        <PageHead title=tr!(reviews.queue) eyebrow=name>
            {practice}
            {scored.then(|| view! { <a class="button" href=order>{tr!(reviews.order)}</a> })}
            {(jury.phase <= Phase::Selection).then(|| view! { <a class="button" href=conflicts>{tr!(reviews.conflicts)}</a> })}
        </PageHead>
        <NextStep jury=jury.clone()/>
        <ProgressLine progress=jury.progress id="progress".to_owned()/>
        {done.then(|| view! { <div class="notice success"><p>{tr!(reviews.all_received)}</p></div> })}
        {(readable && !done).then_some(left)}
        {late}
        {(jury.phase >= Phase::Selection).then(|| view! { <OwnDiscussions slug=jury.slug.clone()/> })}
        {list}
        {leavable.then(|| view! { <p class="meta"><a href=leave>{tr!(reviews.leave)}</a></p> })}
    }
    .into_any()
}

/// "About 2 h 20 min of work is left"; nothing when nothing is.
fn minutes_text(minutes: u32) -> Option<AnyView> {
    // Nobody's estimate is better than this.
    let rounded = minutes.div_ceil(5) * 5;
    let time = match (rounded / 60, rounded % 60) {
        (0, 0) => return None,
        (0, minutes) => tr!(reviews.minutes, minutes = minutes),
        (hours, minutes) => tr!(reviews.hours, hours = hours, minutes = minutes),
    };
    Some(view! { <p class="meta">{tr!(reviews.time_left, time = time)}</p> }.into_any())
}

/// One table, or one for each round with the newest first.
fn rounds(items: Vec<QueueItem>, criteria: u32, readable: bool) -> AnyView {
    let newest = items.iter().map(|item| item.round).max().unwrap_or(1);
    if newest == 1 {
        return view! { <Items items criteria readable/> }.into_any();
    }
    (1..=newest)
        .rev()
        .map(|round| {
            let items: Vec<_> = items
                .iter()
                .filter(|item| item.round == round)
                .cloned()
                .collect();
            (!items.is_empty()).then(|| {
                let id = format!("round-{round}");
                view! {
                    <section aria-labelledby=id.clone()>
                        <h2 id=id.clone()>{tr!(reviews.round, number = round)}</h2>
                        {(round == newest).then(|| view! { <p>{tr!(reviews.round_lead)}</p> })}
                        <Items items criteria readable/>
                    </section>
                }
            })
        })
        .collect_view()
        .into_any()
}

#[component]
fn Items(items: Vec<QueueItem>, criteria: u32, readable: bool) -> impl IntoView {
    if items.is_empty() {
        return ().into_any();
    }
    let rows = items
        .into_iter()
        .map(|item| view! { <Row item criteria readable/> })
        .collect_view();
    view! {
        <table class="data">
            <caption class="visually-hidden">{tr!(reviews.queue)}</caption>
            <thead>
                <tr>
                    <th scope="col" class="num">{tr!(reviews.number)}</th>
                    <th scope="col">{tr!(reviews.proposal)}</th>
                    <th scope="col">{tr!(reviews.sector)}</th>
                    <th scope="col">{tr!(reviews.language)}</th>
                    <th scope="col">{tr!(reviews.state)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(item: QueueItem, criteria: u32, readable: bool) -> impl IntoView {
    let href = format!("/reviews/{}", item.assignment);
    let lang = item.language.code();
    let title = if readable && !item.undeclared {
        view! { <a href=href lang=lang>{item.title}</a> }.into_any()
    } else {
        view! { <span lang=lang>{item.title}</span> }.into_any()
    };
    let sector = item.sector.map(|sector| named("sector", sector.key()));
    let minutes =
        (readable && item.minutes > 0).then(|| tr!(reviews.about_minutes, minutes = item.minutes));
    let answered = (item.answered > 0)
        .then(|| tr!(reviews.answered_of, count = item.answered, all = criteria));
    let details: Vec<String> = [answered, minutes].into_iter().flatten().collect();
    view! {
        <tr>
            <td class="num" data-label=tr!(reviews.number)>{item.number}</td>
            <th scope="row">{title}</th>
            <td data-label=tr!(reviews.sector)>{sector}</td>
            <td data-label=tr!(reviews.language) lang=lang>{item.language.own_name()}</td>
            <td data-label=tr!(reviews.state)>
                <span>
                    <StateBadge state=item.state/>
                    {item.undeclared.then(|| view! { " " <span class="badge warning">{tr!(reviews.undeclared)}</span> })}
                    " " <span class="meta">{details.join(" · ")}</span>
                </span>
            </td>
        </tr>
    }
    .into_any()
}
