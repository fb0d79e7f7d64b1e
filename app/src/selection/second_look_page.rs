//! `/organise/:slug/second-look?budget=…`: more reviews where the first ones leave doubt; what is suggested can be changed.

use super::{OpenSecondLook, percent, second_look_plan, warnings};
use crate::{
    competitions::{OrganiserFrame, TwoZones, place_of},
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    texts::Texts,
    tr,
};
use domain::{
    Error,
    competitions::LocalTime,
    selection::{Look, SecondLookPlan, look_key},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn SecondLookPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let budget = query.read().get("budget").unwrap_or_default();
        (params.read().get("slug").unwrap_or_default(), budget)
    };
    let plan = fetching(asked, |(slug, budget)| second_look_plan(slug, budget));
    let open = ServerAction::<OpenSecondLook>::new();
    view! { <Fetched of=plan let:plan><Content plan open/></Fetched> }.into_any()
}

#[component]
fn Content(plan: SecondLookPlan, open: ServerAction<OpenSecondLook>) -> impl IntoView {
    let name = plan.name.get(Texts::current().language).to_owned();
    let slug = plan.slug.clone();
    let body = match plan.looks.clone() {
        Err(why) => {
            let text = warnings::no_result(&why);
            view! { <EmptyState title=tr!(selection.none) text/> }.into_any()
        }
        Ok(_) if !plan.may_open => view! {
            <div class="notice info"><p>{tr!(selection.look_closed)}</p></div>
        }
        .into_any(),
        Ok(looks) => view! {
            <Budget plan=plan.clone()/>
            <Decide plan looks open/>
        }
        .into_any(),
    };
    view! {
        <OrganiserFrame slug=slug.clone() current="selection" wide=true>
            <nav class="breadcrumbs" aria-label=tr!(screening.breadcrumb)>
                <ol>
                    <li><a href=format!("/organise/{slug}/selection")>{tr!(selection.title)}</a></li>
                    <li aria-current="page">{tr!(selection.second_look)}</li>
                </ol>
            </nav>
            <PageHead title=tr!(selection.second_look) eyebrow=name lead=tr!(selection.second_look_lead)/>
            {body}
        </OrganiserFrame>
    }
    .into_any()
}

/// How many reviews the suggestion hands out.
#[component]
fn Budget(plan: SecondLookPlan) -> impl IntoView {
    view! {
        <form class="filters" method="get">
            <div class="field">
                <label for="budget">{tr!(selection.look_budget)}</label>
                <p class="hint" id="budget-hint">{tr!(selection.look_budget_hint, places = plan.places)}</p>
                <input id="budget" name="budget" inputmode="numeric" pattern="[0-9]*" maxlength="3" value=plan.budget
                    aria-describedby="budget-hint"/>
            </div>
            <div class="actions"><button type="submit">{tr!(selection.look_suggest)}</button></div>
        </form>
    }
    .into_any()
}

#[component]
fn Decide(
    plan: SecondLookPlan,
    looks: Vec<Look>,
    open: ServerAction<OpenSecondLook>,
) -> impl IntoView {
    let form = FormState::of(open);
    let error = form.error();
    let stale = move || error.with(|error| matches!(error, Some(Error::Conflict(_))));
    let errors = form_errors(form.clone(), labels(&looks));
    let rubric = if plan.own_rubric {
        tr!(selection.look_own_rubric)
    } else {
        tr!(selection.look_same_rubric)
    };
    let place = place_of(&plan.zone);
    let (doubtful, others): (Vec<Look>, Vec<Look>) = looks
        .into_iter()
        .partition(|look| look.close_call || look.suggested > 0);
    let came_back = form.came_back();
    let others = (!others.is_empty()).then(|| {
        view! {
            <details class="disclosure" open=came_back>
                <summary>{tr!(selection.look_others, count = others.len())}</summary>
                <Table looks=others form=form.clone()/>
            </details>
        }
    });
    view! {
        <ActionForm action=open attr:class="form wide" attr:novalidate="">
            {errors}
            {move || stale().then(|| view! { <div class="notice warning"><p>{tr!(selection.changed)}</p></div> })}
            <Hidden name="slug" value=plan.slug/>
            <Hidden name="input_hash" value=plan.input_hash/>
            <div id="looks"><Table looks=doubtful form=form.clone()/></div>
            {others}
            <dl class="facts">
                <div><dt>{tr!(competitions.jury_closes_at)}</dt><dd><TwoZones at=plan.closes_at zone=plan.zone.clone()/></dd></div>
                <div><dt>{tr!(competitions.publishes_at)}</dt><dd><TwoZones at=plan.publishes_at zone=plan.zone/></dd></div>
            </dl>
            <TextField form=form.clone() name="until" label=tr!(competitions.extension_until)
                hint=tr!(competitions.extend_jury_until_hint, zone = place)
                kind="datetime-local" required=true check=|text: &str| LocalTime::parse(text).map(drop)/>
            <TextArea form=form.clone() name="reason" label=tr!(competitions.extension_reason)
                hint=tr!(competitions.extension_reason_hint) required=true rows=3/>
            <p>{rubric} " " {tr!(selection.look_open_text)}</p>
            <div class="actions"><Submit form label=tr!(selection.look_open)/></div>
        </ActionForm>
    }
    .into_any()
}

/// How inputs are called in the summary of problems: a number of reviews by its proposal.
fn labels(looks: &[Look]) -> impl Fn(&str) -> Option<String> + Send + use<> {
    let of_looks: Vec<_> = looks
        .iter()
        .map(|Look { proposal, .. }| {
            let label = tr!(selection.look_more_of, title = proposal.title);
            (format!("looks[{}]", look_key(proposal.number)), label)
        })
        .collect();
    move |field| match field {
        "looks" => Some(tr!(selection.look_more).to_owned()),
        "until" => Some(tr!(competitions.extension_until).to_owned()),
        "reason" => Some(tr!(competitions.extension_reason).to_owned()),
        look => of_looks
            .iter()
            .find(|(name, _)| name == look)
            .map(|(_, label)| label.clone()),
    }
}

#[component]
fn Table(looks: Vec<Look>, form: FormState) -> impl IntoView {
    let rows = looks
        .into_iter()
        .map(|look| view! { <Row look form=form.clone()/> })
        .collect_view();
    view! {
        <table class="data">
            <caption class="visually-hidden">{tr!(selection.look_more)}</caption>
            <thead>
                <tr>
                    <th scope="col" class="num">{tr!(selection.rank)}</th>
                    <th scope="col">{tr!(selection.proposal)}</th>
                    <th scope="col" class="num">{tr!(selection.chance)}</th>
                    <th scope="col" class="num">{tr!(selection.reviews)}</th>
                    <th scope="col" class="num">{tr!(selection.look_room)}</th>
                    <th scope="col">{tr!(selection.look_more)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(look: Look, form: FormState) -> impl IntoView {
    let Look {
        proposal,
        rank,
        selected,
        chance,
        close_call,
        reviews,
        room,
        suggested,
    } = look;
    let name = format!("looks[{}]", look_key(proposal.number));
    let shown = if suggested > 0 {
        suggested.to_string()
    } else {
        String::new()
    };
    let problem = form.problem(&name);
    let error = format!("{name}-error");
    let described = error.clone();
    let zone = match (close_call, selected) {
        (true, _) => "grey",
        (false, true) => "in",
        (false, false) => "out",
    };
    let input = (room > 0).then(|| {
        view! {
            <input
                type="text"
                inputmode="numeric"
                maxlength="3"
                size="3"
                id=name.clone()
                name=name.clone()
                value=form.value(&name, &shown)
                aria-label=tr!(selection.look_more_of, title = proposal.title)
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=move || problem.get().map(|_| described.clone())
            />
            {move || problem.get().map(|text| view! { <p class="error" id=error.clone()>{text}</p> })}
        }
    });
    view! {
        <tr data-zone=zone>
            <td class="num" data-label=tr!(selection.rank)>{rank}</td>
            <th scope="row">
                <span class="meta">{proposal.number}</span> " " {proposal.title.clone()}
                {close_call.then(|| view! { " " <span class="badge warning">{tr!(selection.close_call)}</span> })}
            </th>
            <td class="num" data-label=tr!(selection.chance)>{chance.map(percent)}</td>
            <td class="num" data-label=tr!(selection.reviews)>{reviews}</td>
            <td class="num" data-label=tr!(selection.look_room)>{room}</td>
            <td data-label=tr!(selection.look_more)>{input}</td>
        </tr>
    }
    .into_any()
}
