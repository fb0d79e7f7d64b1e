//! Writing people: accounts, memberships, jurors, and the mail that tells them.

use super::{
    entries::{found, insert_all, insert_entries, taken_meanwhile},
    people::{NewMember, Plan},
    runs::Scope,
};
use crate::{
    Result, Tx,
    entities::{accounts, jurors, team_members},
    jury,
    outbox::Mail,
    secrets, teams,
};
use domain::{
    Localised,
    imports::{Part, PersonRow},
    jury::JurorState,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Proposals of a juror of whom the file says nothing else.
const CAPACITY: i32 = 10;

impl Plan {
    /// Writes everything.
    pub(super) async fn apply(self, tx: &Tx, scope: &Scope<'_>) -> Result<()> {
        insert_entries(tx, scope, &self.teams).await?;
        let rows = self
            .accounts
            .iter()
            .map(|(id, row)| account_row(scope, *id, row));
        insert_all(tx, rows.collect()).await?;
        forget_passwords(tx, &self.unproven).await?;
        let joined: BTreeSet<Uuid> = self.members.iter().map(|new| new.row.team_id).collect();
        teams::lock_all(tx, joined).await?;
        let rows = self.members.iter().map(|member| member.row.clone());
        insert_all(tx, rows.collect()).await?;
        for (before, after) in &self.changed_members {
            change_member(tx, before, after).await?;
        }
        if scope.options.write {
            tell(tx, scope, &self.members).await?;
        }
        for row in self.changed_jurors {
            change_juror(tx, row).await?;
        }
        for row in &self.jurors {
            invite(tx, scope, row).await?;
        }
        Ok(())
    }
}

async fn change_member(
    tx: &Tx,
    before: &team_members::Model,
    after: &team_members::Model,
) -> Result<()> {
    use team_members::Column;
    let done = team_members::Entity::update_many()
        .col_expr(Column::Kind, Expr::value(after.kind.as_str()))
        .col_expr(Column::Role, Expr::value(after.role.as_str()))
        .filter(Column::TeamId.eq(before.team_id))
        .filter(Column::AccountId.eq(before.account_id))
        .filter(Column::Kind.eq(before.kind.as_str()))
        .filter(Column::Role.eq(before.role.as_str()))
        .exec(&**tx)
        .await
        .map_err(taken_meanwhile)?;
    found(&done)
}

/// Only what a file can say of a juror; whether they accepted or declined is their own.
async fn change_juror(tx: &Tx, row: jurors::Model) -> Result<()> {
    let done = jurors::Entity::update_many()
        .set(jurors::ActiveModel {
            name: Set(row.name),
            employer: Set(row.employer),
            languages: Set(row.languages),
            sectors: Set(row.sectors),
            capacity: Set(row.capacity),
            version: Set(row.version),
            ..Default::default()
        })
        .filter(jurors::Column::Id.eq(row.id))
        .filter(jurors::Column::Version.eq(row.version - 1))
        .exec(&**tx)
        .await?;
    found(&done)
}

/// Somebody may have registered an address that is not theirs: with a membership that must be worth nothing.
async fn forget_passwords(tx: &Tx, unproven: &[Uuid]) -> Result<()> {
    for ids in unproven.chunks(crate::ROWS_AT_ONCE) {
        accounts::Entity::update_many()
            .col_expr(accounts::Column::PasswordHash, Expr::value(None::<String>))
            .col_expr(
                accounts::Column::Version,
                Expr::col(accounts::Column::Version).add(1),
            )
            .filter(accounts::Column::Id.is_in(ids.iter().copied()))
            .filter(accounts::Column::ConfirmedAt.is_null())
            .exec(&**tx)
            .await?;
    }
    Ok(())
}

pub(super) fn account_row(scope: &Scope<'_>, id: Uuid, row: &PersonRow) -> accounts::Model {
    accounts::Model {
        id,
        email: row.email.clone(),
        name: row.name.clone(),
        password_hash: None,
        language: row.language.unwrap_or_default().code().to_owned(),
        zone: scope.competition.zone.clone(),
        operator: false,
        confirmed_at: None,
        created_at: scope.now,
        version: 1,
    }
}

/// One mail to each new member; who signs in by an e-mailed link has proven the address with it.
async fn tell(tx: &Tx, scope: &Scope<'_>, members: &[NewMember]) -> Result<()> {
    let competition: Localised = serde_json::from_str(&scope.competition.name)?;
    let organiser = &scope.actor.signed_in()?.name;
    for member in members {
        let mail = Mail {
            to: &member.email,
            language: member.language,
            template: "imports.member",
            fields: json!({
                "name": member.name,
                "team": member.team,
                "competition": competition.get(member.language),
                "organiser": organiser,
                "link": "/sign-in",
            }),
        };
        tx.mail(mail, scope.now).await?;
    }
    Ok(())
}

/// As the jury's own invitation; without mail, the organiser can have the link sent later.
async fn invite(tx: &Tx, scope: &Scope<'_>, row: &PersonRow) -> Result<()> {
    let Part::Juror {
        employer,
        languages,
        sectors,
        capacity,
    } = &row.part
    else {
        return Ok(());
    };
    let language = row.language.unwrap_or_default();
    let languages = languages
        .clone()
        .filter(|list| !list.is_empty())
        .unwrap_or_else(|| vec![language]);
    let secret = scope.options.write.then(secrets::token);
    let juror = jurors::Model {
        id: Uuid::now_v7(),
        competition_id: scope.competition.id,
        account_id: None,
        email: row.email.clone(),
        name: row.name.clone(),
        employer: employer.clone().unwrap_or_default(),
        languages: serde_json::to_string(&languages)?,
        sectors: serde_json::to_string(&sectors.clone().unwrap_or_default())?,
        capacity: capacity.unwrap_or(CAPACITY),
        state: JurorState::Invited.key().to_owned(),
        token_hash: secret.as_ref().map(|secret| secret.hash.clone()),
        conflicts_declared_at: None,
        reminded_at: None,
        created_at: scope.now,
        version: 1,
    };
    insert_all(tx, vec![juror.clone()]).await?;
    if let Some(secret) = secret {
        jury::send(
            tx,
            scope.actor,
            scope.competition,
            &juror,
            &secret.token,
            scope.now,
        )
        .await?;
    }
    Ok(())
}
