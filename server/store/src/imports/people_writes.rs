//! Writing people: accounts, memberships, jurors, and the mail that tells them.

use super::{
    entries::insert_all,
    people::{NewMember, Plan},
    runs::Scope,
};
use crate::{
    Result, Tx,
    entities::{accounts, jurors, proposals, team_members, teams},
    jury,
    outbox::Mail,
    secrets,
};
use domain::{
    Language, Localised,
    imports::{Part, PersonRow},
    jury::JurorState,
    money::Currency,
    policy::ProposalState,
    screening::ScreeningState,
    teams::CODE_LENGTH,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;
use uuid::Uuid;

/// Proposals of a juror of whom the file says nothing else.
const CAPACITY: i32 = 10;

impl Plan {
    /// Writes everything.
    pub(super) async fn apply(self, tx: &Tx, scope: &Scope<'_>) -> Result<()> {
        let rows = self.teams.iter().map(|(id, name, _)| teams::Model {
            id: *id,
            competition_id: scope.competition.id,
            name: name.clone(),
            code: secrets::spoken_code(CODE_LENGTH),
            created_at: scope.now,
            version: 1,
        });
        insert_all(tx, rows.collect()).await?;
        let rows = self
            .teams
            .iter()
            .map(|(id, _, number)| draft_row(scope, *id, *number));
        insert_all(tx, rows.collect()).await?;
        let rows = self
            .accounts
            .iter()
            .map(|(id, row)| account_row(scope, *id, row));
        insert_all(tx, rows.collect()).await?;
        forget_passwords(tx, &self.unproven).await?;
        let rows = self.members.iter().map(|member| member.row.clone());
        insert_all(tx, rows.collect()).await?;
        for row in self.changed_members {
            team_members::Entity::update(row.into_active_model().reset_all())
                .exec(&**tx)
                .await?;
        }
        if scope.options.write {
            tell(tx, scope, &self.members).await?;
        }
        for row in self.changed_jurors {
            jurors::Entity::update(row.into_active_model().reset_all())
                .exec(&**tx)
                .await?;
        }
        for row in &self.jurors {
            invite(tx, scope, row).await?;
        }
        Ok(())
    }
}

/// Somebody may have registered an address that is not theirs: with a membership that must be worth nothing.
async fn forget_passwords(tx: &Tx, unproven: &[Uuid]) -> Result<()> {
    for ids in unproven.chunks(super::CHUNK) {
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

/// The empty draft of a new team.
fn draft_row(scope: &Scope<'_>, team: Uuid, number: i32) -> proposals::Model {
    proposals::Model {
        id: Uuid::now_v7(),
        competition_id: scope.competition.id,
        team_id: team,
        number,
        title: String::new(),
        language: Language::default().code().to_owned(),
        state: ProposalState::Draft.key().to_owned(),
        screening: ScreeningState::Pending.key().to_owned(),
        need_id: None,
        college_id: None,
        sector: None,
        target_groups: "[]".to_owned(),
        amount_minor: 0,
        currency: Currency::default().code().to_owned(),
        submitted_at: None,
        reviews_assigned: 0,
        reviews_received: 0,
        created_at: scope.now,
        updated_at: scope.now,
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
