//! The people of the demo that a visitor can sign in as.

use super::{
    calls::LAST,
    interests::{INVESTORS, PENDING, VERIFIED},
    juries::{AT_WORK, JURORS, SILENT},
    people::{AUDITOR, LEAD, MEMBER, OPERATOR, ORGANISER, address},
};
use crate::{
    Result, Store,
    entities::{accounts, competitions, proposals, selection_entries, team_members},
};
use domain::{AccountId, policy::TeamRole};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait};
use uuid::Uuid;

/// Somebody to sign in as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Part of the address: `selected-lead`.
    pub key: &'static str,
    /// Whose account.
    pub account: AccountId,
    /// Their name.
    pub name: String,
}

/// Keys of all roles, in the order of the story.
pub const ROLES: [&str; 11] = [
    "organiser",
    "auditor",
    "juror",
    "silent-juror",
    "lead",
    "member",
    "selected-lead",
    "rejected-lead",
    "investor",
    "new-investor",
    "operator",
];

/// Who the roles are now. A role whose person is gone is left out. Four queries at most.
///
/// # Errors
/// When the database cannot be reached.
pub async fn roles(store: &Store) -> Result<Vec<Role>> {
    let addresses: Vec<(&str, String)> = ROLES
        .into_iter()
        .filter_map(|key| Some((key, address_of(key)?)))
        .collect();
    let found: Vec<(Uuid, String, String)> = accounts::Entity::find()
        .select_only()
        .columns([
            accounts::Column::Id,
            accounts::Column::Name,
            accounts::Column::Email,
        ])
        .filter(accounts::Column::Email.is_in(addresses.iter().map(|(_, email)| email)))
        .into_tuple()
        .all(store.read())
        .await?;
    let mut roles = Vec::with_capacity(ROLES.len());
    for key in ROLES {
        let person = match key {
            "selected-lead" => lead_of(store, true).await?,
            "rejected-lead" => lead_of(store, false).await?,
            _ => addresses
                .iter()
                .find(|(own, _)| *own == key)
                .and_then(|(_, email)| found.iter().find(|(.., own)| own == email))
                .map(|(id, name, _)| (*id, name.clone())),
        };
        if let Some((account, name)) = person {
            roles.push(Role {
                key,
                account: account.into(),
                name,
            });
        }
    }
    Ok(roles)
}

/// The address of roles that are always the same person.
fn address_of(key: &str) -> Option<String> {
    let investor = |at: usize| address(INVESTORS[at].name, INVESTORS[at].at);
    Some(match key {
        "organiser" => ORGANISER.to_owned(),
        "auditor" => AUDITOR.to_owned(),
        "juror" => JURORS[AT_WORK].email(),
        "silent-juror" => JURORS[SILENT].email(),
        "lead" => LEAD.to_owned(),
        "member" => MEMBER.to_owned(),
        "investor" => investor(VERIFIED),
        "new-investor" => investor(PENDING),
        "operator" => OPERATOR.to_owned(),
        _ => return None,
    })
}

/// The lead of the best team that was selected, or of the best that was not.
async fn lead_of(store: &Store, selected: bool) -> Result<Option<(Uuid, String)>> {
    Ok(selection_entries::Entity::find()
        .select_only()
        .columns([accounts::Column::Id, accounts::Column::Name])
        .inner_join(proposals::Entity)
        .join(
            sea_orm::JoinType::InnerJoin,
            proposals::Relation::Competitions.def(),
        )
        .join(
            sea_orm::JoinType::InnerJoin,
            proposals::Relation::Teams.def(),
        )
        .join(
            sea_orm::JoinType::InnerJoin,
            team_members::Relation::Teams.def().rev(),
        )
        .join(
            sea_orm::JoinType::InnerJoin,
            team_members::Relation::Accounts.def(),
        )
        .filter(competitions::Column::Slug.eq(LAST.slug()))
        .filter(selection_entries::Column::Selected.eq(selected))
        .filter(team_members::Column::Role.eq(TeamRole::Lead.key()))
        .order_by_asc(selection_entries::Column::Rank)
        .into_tuple()
        .one(store.read())
        .await?)
}
