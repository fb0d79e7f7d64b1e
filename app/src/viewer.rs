//! The person who reads the page, as every part of it may know them: the same on both sides.

use domain::{AccountId, Actor, Language};
use leptos::prelude::use_context;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// The reader. Holds nothing that the reader may not see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Of the page.
    pub language: Language,
    /// IANA time zone for instants.
    pub zone: String,
    /// Absent for a visitor.
    pub account: Option<AccountId>,
    /// Shown in the header; absent for a visitor.
    pub name: Option<String>,
    /// Whether the address is proven.
    pub confirmed: bool,
    /// Looks after the installation.
    pub operator: bool,
    /// The installation shows a demo.
    pub demo: bool,
}

static BROWSER: OnceLock<Viewer> = OnceLock::new();

impl Viewer {
    /// The viewer behind an actor.
    #[must_use]
    pub fn of(actor: &Actor, language: Language, demo: bool) -> Self {
        let account = actor.account.as_ref();
        Self {
            language,
            zone: account.map_or_else(
                || "Africa/Kigali".to_owned(),
                |account| account.zone.clone(),
            ),
            account: account.map(|account| account.id),
            name: account.map(|account| account.name.clone()),
            confirmed: account.is_some_and(|account| account.confirmed),
            operator: account.is_some_and(|account| account.operator),
            demo,
        }
    }

    /// Installs the viewer of a browser's page.
    pub fn install(self) {
        let _ = BROWSER.set(self);
    }
}

/// The reader of the page that is being made.
#[must_use]
pub fn current() -> Viewer {
    BROWSER
        .get()
        .cloned()
        .or_else(use_context::<Viewer>)
        .unwrap_or_else(|| Viewer::of(&Actor::VISITOR, Language::En, false))
}
