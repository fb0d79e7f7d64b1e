//! `/mailbox`: what a demo would have sent, for everybody to read. Elsewhere there is no such page.

use crate::{
    components::{EmptyState, Failure, PageHead},
    texts::Time,
    tr,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::sync::Arc;

/// A mail that was put into the demo's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Of the mail.
    pub id: String,
    /// Address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// Milliseconds UTC.
    pub at: i64,
}

/// Reads the newest mails; only the server of a demo provides it.
#[derive(Clone)]
pub struct Mailbox(pub Arc<dyn Fn() -> Vec<Received> + Send + Sync>);

/// The newest mails, newest first, and the one that was chosen (`?mail=`), else the newest.
#[component]
pub fn MailboxPage() -> impl IntoView {
    let Some(Mailbox(read)) = use_context::<Mailbox>() else {
        return view! { <Failure error=domain::Error::Missing/> }.into_any();
    };
    let chosen = use_query_map().read_untracked().get("mail");
    let mails = read();
    let shown = mails
        .iter()
        .find(|mail| Some(&mail.id) == chosen.as_ref())
        .or(mails.first())
        .cloned();
    let content = match shown {
        Some(shown) => {
            let list = mails
                .into_iter()
                .map(|mail| {
                    let current = (mail.id == shown.id).then_some("true");
                    let href = format!("/mailbox?mail={}#mail", mail.id);
                    view! {
                        <li>
                            <a href=href rel="external" aria-current=current>{mail.subject}</a>
                            <span class="meta">{mail.to}</span>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <div class="mailbox">
                    <ul class="list">{list}</ul>
                    <Opened mail=shown/>
                </div>
            }
            .into_any()
        }
        None => view! { <EmptyState title=tr!(accounts.mailbox_empty)/> }.into_any(),
    };
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=tr!(core.mailbox) lead=tr!(accounts.mailbox_lead)/>
            {content}
        </main>
    }
    .into_any()
}

#[component]
fn Opened(
    /// The mail.
    mail: Received,
) -> impl IntoView {
    view! {
        <article class="mail" id="mail">
            <header>
                <h2>{mail.subject}</h2>
                <p class="meta">{tr!(accounts.mail_to, address = mail.to)} " · " <Time at=mail.at/></p>
            </header>
            <div class="prose">{paragraphs(&mail.body)}</div>
        </article>
    }
}

/// Blocks of text, each with its line ends; a line that is an address becomes a link.
fn paragraphs(body: &str) -> AnyView {
    let text = body.replace("\r\n", "\n");
    text.split("\n\n")
        .filter(|block| !block.trim().is_empty())
        .map(|block| {
            let lines = block
                .lines()
                .enumerate()
                .map(|(number, line)| {
                    let line = line.to_owned();
                    let content = if is_address(&line) {
                        let href = line.clone();
                        view! { <a href=href rel="external">{line}</a> }.into_any()
                    } else {
                        line.into_any()
                    };
                    view! { {(number > 0).then(|| view! { <br/> })} {content} }
                })
                .collect_view();
            view! { <p>{lines}</p> }
        })
        .collect_view()
        .into_any()
}

fn is_address(line: &str) -> bool {
    (line.starts_with("http://") || line.starts_with("https://"))
        && !line.contains(char::is_whitespace)
}
