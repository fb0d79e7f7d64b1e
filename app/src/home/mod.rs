//! What a signed-in person finds first: everything that waits for them.

use crate::{
    competitions::MyCompetitions, components::PageHead, investors::MyInvestments, reviews::MyJury,
    teams::MyTeams, tr, viewer,
};
use leptos::prelude::*;

/// `/home`.
#[component]
pub fn HomePage() -> impl IntoView {
    let name = viewer::current().name.unwrap_or_default();
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=tr!(core.welcome, name = name)/>
            <MyCompetitions/>
            <MyJury/>
            <MyTeams always=true/>
            <MyInvestments/>
        </main>
    }
}
