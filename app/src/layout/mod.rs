//! The frame of every page: header, footer, language menu.

use crate::{components::initials, texts::Texts, tr, viewer};
use domain::Language;
use leptos::prelude::*;

/// The mark: ten triangles make a hill.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" fill="currentColor" aria-hidden="true">
            <path d="M12 8l4 8h-8zM20 8l4 8h-8zM8 16l4 8h-8zM16 16l4 8h-8zM24 16l4 8h-8zM4 24l4 8h-8zM12 24l4 8h-8zM20 24l4 8h-8zM28 24l4 8h-8z"></path>
            <path class="mark-top" d="M16 0l4 8h-8z"></path>
        </svg>
    }
}

/// The header. Its links leave the page whole, so that it is the same on public and hydrated pages.
#[component]
pub fn Header() -> impl IntoView {
    let viewer = viewer::current();
    let account = viewer.name.clone().map(|name| {
        view! {
            <details class="account-menu" name="menu">
                <summary>
                    <span class="avatar-initials" aria-hidden="true">{initials(&name)}</span>
                    <span class="visually-hidden">{name}</span>
                </summary>
                <ul>
                    <li><a href="/home" rel="external">{tr!(core.home)}</a></li>
                    <li><a href="/settings" rel="external">{tr!(core.settings)}</a></li>
                    <li><form method="post" action="/api/accounts/sign-out"><button>{tr!(core.sign_out)}</button></form></li>
                </ul>
            </details>
        }
    });
    let signed_out = account.is_none();
    view! {
        <a class="skip-link" href="#main">{tr!(core.skip)}</a>
        <header class="site-header">
            <a class="brand" href="/" rel="external"><Mark/> " " <span>"Icumi"</span></a>
            <nav class="site-nav" aria-label=tr!(core.main_navigation)>
                {(!signed_out).then(|| view! { <a href="/home" rel="external">{tr!(core.home)}</a> })}
                {viewer.demo.then(|| view! { <a href="/mailbox" rel="external">{tr!(core.mailbox)}</a> })}
            </nav>
            <LanguageMenu/>
            {account}
            {signed_out.then(|| view! { <a class="button small" href="/sign-in" rel="external">{tr!(core.sign_in)}</a> })}
        </header>
    }
    .into_any()
}

/// Five links; each sets the language cookie and comes back to the page.
#[component]
fn LanguageMenu() -> impl IntoView {
    let current = Texts::current().language;
    let items = Language::ALL
        .into_iter()
        .map(|language| {
            let code = language.code();
            view! {
                <li>
                    <a href=format!("/language/{code}") rel="external nofollow" lang=code hreflang=code
                        aria-current=(language == current).then_some("true")>{language.own_name()}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="lang-menu" name="menu">
            <summary><span class="visually-hidden">{tr!(core.language)} ": "</span>{current.own_name()}</summary>
            <ul>{items}</ul>
        </details>
    }
}

/// The footer.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="site-footer">
            <Mark/>
            <p>{tr!(core.footer)}</p>
            <nav aria-label=tr!(core.footer_navigation)>
                <a href="/" rel="external">{tr!(core.start_page)}</a>
                <a href="/check" rel="external">{tr!(core.check_receipt)}</a>
                {viewer::current().demo.then(|| view! { <a href="/components" rel="external">{tr!(core.components)}</a> })}
            </nav>
        </footer>
    }
    .into_any()
}
