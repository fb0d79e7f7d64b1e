//! Teams: founding, joining, members. Every form works as plain HTML.

mod api;
mod deadline;
mod form_outline;
mod invitation_page;
mod join_page;
mod members;
mod my_teams;
mod team_page;

pub use api::*;
pub use deadline::Deadline;
pub use form_outline::FormOutline;
pub(crate) use form_outline::limit_text;
pub use invitation_page::InvitationPage;
pub use join_page::JoinPage;
pub use my_teams::MyTeams;
pub use team_page::TeamPage;

use crate::{forms::Choice, texts};
use domain::{policy::TeamRole, teams::MemberKind};
use leptos_router::params::ParamsMap;
use std::str::FromStr;

/// An id in the address; `None` when it is none.
pub(crate) fn id_in<T: FromStr>(params: &ParamsMap, name: &str) -> Option<T> {
    params.get(name)?.parse().ok()
}

/// What a member can be.
fn kinds() -> Vec<Choice> {
    MemberKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.key(), texts::named("member", kind.key())))
        .collect()
}

/// What a member who does not lead can be allowed.
fn lesser_roles() -> Vec<Choice> {
    TeamRole::ALL
        .iter()
        .filter(|role| **role != TeamRole::Lead)
        .map(|role| Choice::new(role.key(), texts::named("team_role", role.key())))
        .collect()
}
