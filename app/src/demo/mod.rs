//! `/demo`: whom one can be in a demo. In any other installation there is no such page.

use crate::{
    components::{Failure, PageHead},
    tr, viewer,
};
use domain::Error;
use leptos::prelude::*;

/// The page.
#[component]
pub fn DemoPage() -> impl IntoView {
    if !viewer::current().demo {
        return view! { <Failure error=Error::Missing/> }.into_any();
    }
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=tr!(demo.title) lead=tr!(demo.lead)/>
            <ul class="card-grid">
                {roles()
                    .map(|(key, name, about)| {
                        view! {
                            <li class="card">
                                <h2>
                                    <a href=format!("/demo/{key}") rel="external nofollow">
                                        {name}
                                    </a>
                                </h2>
                                <p>{about}</p>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </main>
    }
    .into_any()
}

/// Key, name and what waits for this person, in the order of the story.
fn roles() -> [(&'static str, &'static str, &'static str); 11] {
    [
        ("organiser", tr!(demo.organiser), tr!(demo.organiser_about)),
        ("auditor", tr!(demo.auditor), tr!(demo.auditor_about)),
        ("juror", tr!(demo.juror), tr!(demo.juror_about)),
        (
            "silent-juror",
            tr!(demo.silent_juror),
            tr!(demo.silent_juror_about),
        ),
        ("lead", tr!(demo.team_lead), tr!(demo.team_lead_about)),
        ("member", tr!(demo.member), tr!(demo.member_about)),
        (
            "selected-lead",
            tr!(demo.selected_lead),
            tr!(demo.selected_lead_about),
        ),
        (
            "rejected-lead",
            tr!(demo.rejected_lead),
            tr!(demo.rejected_lead_about),
        ),
        ("investor", tr!(demo.investor), tr!(demo.investor_about)),
        (
            "new-investor",
            tr!(demo.new_investor),
            tr!(demo.new_investor_about),
        ),
        ("operator", tr!(demo.operator), tr!(demo.operator_about)),
    ]
}
