//! Changing who is in a team and with which rights. The lead can hand over, never just go.

use super::{Scene, lock, role_of, scene};
use crate::{
    Result, Store, Tx,
    entities::{accounts, team_members, teams},
    outbox::Mail,
    secrets,
};
use domain::{
    AccountId, Action, Actor, Language, Localised, Problem, TeamId, can,
    errors::{Problems, Stale},
    fields,
    policy::TeamRole,
    teams::{CODE_LENGTH, MOST_IN_NAME, MemberKind},
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::{Value, json};

/// Gives the team another name. The input is named `name`.
///
/// # Errors
/// `Denied` for others than the lead, `Invalid`, `Conflict` when `version` is not the team's.
pub async fn rename(
    store: &Store,
    actor: &Actor,
    team: TeamId,
    name: &str,
    version: i64,
    now: i64,
) -> Result<()> {
    let (tx, scene) = manage(store, actor, team, now).await?;
    let name =
        fields::required(name, MOST_IN_NAME).map_err(|p| domain::Error::invalid("name", p))?;
    let renamed = teams::Entity::update_many()
        .col_expr(teams::Column::Name, Expr::value(name.as_str()))
        .col_expr(
            teams::Column::Version,
            Expr::col(teams::Column::Version).add(1),
        )
        .filter(teams::Column::Id.eq(team.0))
        .filter(teams::Column::Version.eq(version))
        .exec(&*tx)
        .await?;
    if renamed.rows_affected != 1 {
        return Err(domain::Error::Conflict(Stale {
            version: scene.team.version,
            by: None,
            current: serde_json::to_string(&scene.team.name)?,
        })
        .into());
    }
    finish(
        tx,
        actor,
        &scene,
        "team.renamed",
        json!({ "to": name }),
        now,
    )
    .await
}

/// Replaces the code to join by; the old one leads nowhere from now on.
///
/// # Errors
/// `Denied` for others than the lead.
pub async fn renew_code(store: &Store, actor: &Actor, team: TeamId, now: i64) -> Result<()> {
    let (tx, scene) = manage(store, actor, team, now).await?;
    teams::Entity::update_many()
        .col_expr(
            teams::Column::Code,
            Expr::value(secrets::spoken_code(CODE_LENGTH)),
        )
        .filter(teams::Column::Id.eq(team.0))
        .exec(&*tx)
        .await?;
    finish(tx, actor, &scene, "team.code_renewed", json!({}), now).await
}

/// Changes what a member is and may do. Inputs are named `kind` and `role`; the lead's role changes only
/// by [`replace_lead`].
///
/// # Errors
/// `Denied` for others than the lead, `Missing` for somebody outside of the team, `Invalid`.
pub async fn change_member(
    store: &Store,
    actor: &Actor,
    team: TeamId,
    account: AccountId,
    kind: &str,
    role: &str,
    now: i64,
) -> Result<()> {
    let (tx, scene) = manage(store, actor, team, now).await?;
    let member = member(&tx, team, account).await?;
    let was = role_of(&member)?;
    let mut problems = Problems::new();
    let kind = problems.check(
        "kind",
        fields::choice(kind, MemberKind::ALL, MemberKind::key),
    );
    let role = problems.check("role", fields::choice(role, TeamRole::ALL, TeamRole::key));
    if role.is_some_and(|role| (role == TeamRole::Lead) != (was == TeamRole::Lead)) {
        problems.add("role", hand_over());
    }
    problems.finish()?;
    let (Some(kind), Some(role)) = (kind, role) else {
        return Err(domain::Error::BadRequest.into());
    };
    team_members::Entity::update_many()
        .col_expr(team_members::Column::Kind, Expr::value(kind.key()))
        .col_expr(team_members::Column::Role, Expr::value(role.key()))
        .filter(team_members::Column::TeamId.eq(team.0))
        .filter(team_members::Column::AccountId.eq(account.0))
        .exec(&*tx)
        .await?;
    let detail = json!({ "account": account, "kind": kind, "role": role });
    finish(tx, actor, &scene, "team.member_changed", detail, now).await
}

/// Makes another member the lead; the lead until now becomes an editor. Both get mail.
///
/// # Errors
/// `Denied` for others than the lead, `Missing` for somebody outside of the team.
pub async fn replace_lead(
    store: &Store,
    actor: &Actor,
    team: TeamId,
    to: AccountId,
    now: i64,
) -> Result<()> {
    let (tx, scene) = manage(store, actor, team, now).await?;
    member(&tx, team, to).await?;
    if Some(to) == actor.id() {
        return Ok(());
    }
    for (account, role) in [
        (scene.member.account_id, TeamRole::Editor),
        (to.0, TeamRole::Lead),
    ] {
        team_members::Entity::update_many()
            .col_expr(team_members::Column::Role, Expr::value(role.key()))
            .filter(team_members::Column::TeamId.eq(team.0))
            .filter(team_members::Column::AccountId.eq(account))
            .exec(&*tx)
            .await?;
    }
    tell_both(&tx, &scene, to, now).await?;
    let detail = json!({ "to": to });
    finish(tx, actor, &scene, "team.lead_replaced", detail, now).await
}

/// Tells the lead until now and the new one, each in their language.
async fn tell_both(tx: &Tx, scene: &Scene, to: AccountId, now: i64) -> Result<()> {
    let until_now = scene.member.account_id;
    let people = accounts::Entity::find()
        .filter(accounts::Column::Id.is_in([until_now, to.0]))
        .order_by_asc(accounts::Column::Id)
        .all(&**tx)
        .await?;
    let name = |id| {
        let person = people.iter().find(|person| person.id == id);
        person.map(|person| person.name.as_str())
    };
    let competition: Localised = serde_json::from_str(&scene.competition.name)?;
    for person in &people {
        let language = Language::parse(&person.language).unwrap_or_default();
        let mail = Mail {
            to: &person.email,
            language,
            template: "teams.lead_replaced",
            fields: json!({
                "name": person.name,
                "team": scene.team.name,
                "competition": competition.get(language),
                "before": name(until_now),
                "lead": name(to.0),
                "link": format!("/teams/{}", scene.team.id),
            }),
        };
        tx.mail(mail, now).await?;
    }
    Ok(())
}

/// Removes a member; what they wrote stays.
///
/// # Errors
/// `Denied` for others than the lead, `Missing` for somebody outside of the team, `Invalid` for the lead.
pub async fn remove_member(
    store: &Store,
    actor: &Actor,
    team: TeamId,
    account: AccountId,
    now: i64,
) -> Result<()> {
    let (tx, scene) = manage(store, actor, team, now).await?;
    delete(&tx, team, account).await?;
    let detail = json!({ "account": account });
    finish(tx, actor, &scene, "team.member_removed", detail, now).await
}

/// Leaves the team, as long as people may join: after the deadline the list of members is part of what
/// jurors declare their conflicts of interest against.
///
/// # Errors
/// `Invalid` for the lead, who hands over first; `Denied` after the deadline; `Missing`.
pub async fn leave(store: &Store, actor: &Actor, team: TeamId, now: i64) -> Result<()> {
    let tx = store.begin().await?;
    lock(&tx, team).await?;
    let scene = scene(&*tx, actor, team, now).await?;
    can(actor, Action::JoinTeam, &scene.facts)?;
    delete(&tx, team, scene.member.account_id.into()).await?;
    finish(tx, actor, &scene, "team.left", json!({}), now).await
}

async fn manage(store: &Store, actor: &Actor, team: TeamId, now: i64) -> Result<(Tx, Scene)> {
    let tx = store.begin().await?;
    lock(&tx, team).await?;
    let scene = scene(&*tx, actor, team, now).await?;
    can(actor, Action::ManageTeam, &scene.facts)?;
    Ok((tx, scene))
}

async fn finish(
    tx: Tx,
    actor: &Actor,
    scene: &Scene,
    action: &str,
    detail: Value,
    now: i64,
) -> Result<()> {
    let competition = Some(scene.competition.id.into());
    tx.audit(actor, competition, action, scene.team.id, detail, now)
        .await?;
    tx.commit().await
}

async fn member(tx: &Tx, team: TeamId, account: AccountId) -> Result<team_members::Model> {
    team_members::Entity::find_by_id((team.0, account.0))
        .one(&**tx)
        .await?
        .ok_or_else(|| domain::Error::Missing.into())
}

async fn delete(tx: &Tx, team: TeamId, account: AccountId) -> Result<()> {
    if role_of(&member(tx, team, account).await?)? == TeamRole::Lead {
        return Err(domain::Error::invalid("account", hand_over()).into());
    }
    team_members::Entity::delete_by_id((team.0, account.0))
        .exec(&**tx)
        .await?;
    Ok(())
}

fn hand_over() -> Problem {
    Problem::Other {
        what: "hand_over_first".into(),
    }
}
