//! Who organises and audits a competition. Roles go to confirmed accounts only, since anybody can type
//! any address at registration.

use super::{ORGANISER, by_slug, claims::other};
use crate::{
    Result, Store, Tx,
    entities::{accounts, competition_roles, competitions},
    outbox::Mail,
};
use domain::{
    AccountId, Action, Actor, Facts, Language, Localised, can,
    competitions::{CompetitionRole, People, RoleHolder},
    emails,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
};
use serde_json::json;

/// Most people with a role in one competition.
const MOST: usize = 100;

/// Who has a role, organisers first.
///
/// # Errors
/// `Missing`; `Denied` for people who neither organise nor audit it nor are operators.
pub async fn people(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<People> {
    let conn = store.read();
    let (competition, facts) = by_slug(conn, actor, slug, now).await?;
    let editable = can(actor, Action::ManageOrganisers, &facts).is_ok();
    if !editable {
        can(actor, Action::ReadOrganising, &facts)?;
    }
    let rows = competition_roles::Entity::find()
        .filter(competition_roles::Column::CompetitionId.eq(competition.id))
        .find_also_related(accounts::Entity)
        .order_by_desc(competition_roles::Column::Role)
        .order_by_asc(accounts::Column::Name)
        .order_by_asc(accounts::Column::Id)
        .all(conn)
        .await?;
    let holder = |(role, account): (competition_roles::Model, Option<accounts::Model>)| {
        let account = account?;
        Some(RoleHolder {
            account: account.id.into(),
            name: account.name,
            email: account.email,
            role: CompetitionRole::parse(&role.role)?,
            since: role.created_at,
        })
    };
    Ok(People {
        name: serde_json::from_str(&competition.name)?,
        editable,
        holders: rows.into_iter().filter_map(holder).collect(),
    })
}

/// Gives a role to the person with this address and tells them by mail.
///
/// # Errors
/// `Missing`; `Denied` for others; `Invalid`: not an address, `no_account` when nobody has confirmed an
/// account with it, `has_role` when the person has one here already (who organises does not audit).
pub async fn add_role(
    store: &Store,
    actor: &Actor,
    slug: &str,
    email: &str,
    role: CompetitionRole,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let (competition, _) = managed(&tx, actor, slug, now).await?;
    let email = emails::parse(email).map_err(|problem| domain::Error::invalid("email", problem))?;
    let account = accounts::Entity::find()
        .filter(accounts::Column::Email.eq(&email))
        .filter(accounts::Column::ConfirmedAt.is_not_null())
        .one(&*tx)
        .await?
        .ok_or_else(|| other("email", "no_account"))?;
    let holders = competition_roles::Entity::find()
        .filter(competition_roles::Column::CompetitionId.eq(competition.id))
        .all(&*tx)
        .await?;
    if holders.iter().any(|held| held.account_id == account.id) {
        return Err(other("email", "has_role").into());
    }
    if holders.len() >= MOST {
        return Err(other("email", "too_many").into());
    }
    competition_roles::Entity::insert(competition_roles::ActiveModel {
        competition_id: Set(competition.id),
        account_id: Set(account.id),
        role: Set(role.key().into()),
        created_at: Set(now),
    })
    .exec_without_returning(&*tx)
    .await?;
    let language = Language::parse(&account.language).unwrap_or_default();
    let name: Localised = serde_json::from_str(&competition.name)?;
    let mail = Mail {
        to: &account.email,
        language,
        template: "competitions.role_given",
        fields: json!({
            "name": account.name,
            "competition": name.get(language),
            "role": role.key(),
            "link": format!("/organise/{}", competition.slug),
        }),
    };
    tx.mail(mail, now).await?;
    let detail = json!({ "role": role });
    tx.audit(
        actor,
        Some(competition.id.into()),
        "competition.role_given",
        account.id,
        detail,
        now,
    )
    .await?;
    tx.commit().await
}

/// Takes a role away.
///
/// # Errors
/// `Missing`, also when the person does not have the role; `Denied` for others; `Invalid` with
/// `last_organiser` when nobody would be left to run the competition.
pub async fn remove_role(
    store: &Store,
    actor: &Actor,
    slug: &str,
    account: AccountId,
    role: CompetitionRole,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let (competition, _) = managed(&tx, actor, slug, now).await?;
    let removed = competition_roles::Entity::delete_many()
        .filter(competition_roles::Column::CompetitionId.eq(competition.id))
        .filter(competition_roles::Column::AccountId.eq(account.0))
        .filter(competition_roles::Column::Role.eq(role.key()))
        .exec(&*tx)
        .await?;
    if removed.rows_affected != 1 {
        return Err(domain::Error::Missing.into());
    }
    let left = competition_roles::Entity::find()
        .filter(competition_roles::Column::CompetitionId.eq(competition.id))
        .filter(competition_roles::Column::Role.eq(ORGANISER))
        .one(&*tx)
        .await?;
    if left.is_none() {
        return Err(other("account", "last_organiser").into());
    }
    let detail = json!({ "role": role });
    tx.audit(
        actor,
        Some(competition.id.into()),
        "competition.role_taken",
        account.0,
        detail,
        now,
    )
    .await?;
    tx.commit().await
}

/// The competition, locked: two organisers who remove each other at once must not both succeed.
async fn managed(
    tx: &Tx,
    actor: &Actor,
    slug: &str,
    now: i64,
) -> Result<(competitions::Model, Facts)> {
    let (competition, facts) = by_slug(&**tx, actor, slug, now).await?;
    can(actor, Action::ManageOrganisers, &facts)?;
    competitions::Entity::update_many()
        .col_expr(
            competitions::Column::Version,
            Expr::col(competitions::Column::Version),
        )
        .filter(competitions::Column::Id.eq(competition.id))
        .exec(&**tx)
        .await?;
    // Asked again: while this one waited for the lock, the actor's own role may have gone.
    let (competition, facts) = by_slug(&**tx, actor, slug, now).await?;
    can(actor, Action::ManageOrganisers, &facts)?;
    Ok((competition, facts))
}
