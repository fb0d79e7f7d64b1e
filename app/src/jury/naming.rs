//! The switch that lets teams see who is on the jury.

use super::NameJury;
use crate::{forms::*, texts::Time, tr};
use leptos::{form::ActionForm, prelude::*};

/// What teams know, and for who manages the jury the button that changes it.
#[component]
pub(super) fn Naming(
    /// Since when they see the names.
    named_at: Option<i64>,
    /// Whether this person can change it now.
    may_manage: bool,
    /// The competition.
    slug: String,
    /// Changes it.
    action: ServerAction<NameJury>,
) -> impl IntoView {
    let form = FormState::of(action);
    let claims = format!("/organise/{slug}/claims");
    let state = match named_at {
        Some(at) => view! { <p>{tr!(jury.naming_on)} " " <Time at/> "."</p> }.into_any(),
        None => view! { <p>{tr!(jury.naming_off)}</p> }.into_any(),
    };
    let (label, class, hint) = match named_at {
        Some(_) => (tr!(jury.naming_hide), "", tr!(jury.naming_hide_hint)),
        None => (tr!(jury.naming_publish), "", tr!(jury.naming_lead)),
    };
    let button = may_manage.then(|| {
        view! {
            <p class="hint">{hint}</p>
            <ActionForm action=action>
                <FormErrors form=form.clone()/>
                <Hidden name="slug" value=slug/>
                <Hidden name="named" value=named_at.is_none().to_string()/>
                <Submit form label class/>
            </ActionForm>
        }
    });
    let link = named_at.map(|_| view! { <p><a href=claims>{tr!(jury.claims_show)}</a></p> });
    view! {
        <section class="panel" id="naming" aria-labelledby="naming-title">
            <header class="panel-head"><h2 id="naming-title">{tr!(jury.naming_title)}</h2></header>
            {state}
            {link}
            {button}
        </section>
    }
    .into_any()
}
