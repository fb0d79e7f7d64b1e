//! Mail to the people who organise a competition.

use super::news::GATHER;
use crate::{
    Result, Tx,
    competitions::ORGANISER,
    entities::{accounts, competition_roles, competitions},
    outbox::Mail,
};
use domain::{Language, Localised};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

/// One mail to each organiser, by name and in their language. Its fields are `name`, `competition` and those given. About
/// something, it waits a few minutes, so that `Tx::withdraw_mail` can put a newer one in its place.
pub(super) async fn tell_organisers(
    tx: &Tx,
    competition: &competitions::Model,
    template: &'static str,
    fields: Value,
    about: Option<Uuid>,
    now: i64,
) -> Result<()> {
    let name: Localised = serde_json::from_str(&competition.name)?;
    let rows = competition_roles::Entity::find()
        .filter(competition_roles::Column::CompetitionId.eq(competition.id))
        .filter(competition_roles::Column::Role.eq(ORGANISER))
        .find_also_related(accounts::Entity)
        .order_by_asc(accounts::Column::Name)
        .order_by_asc(accounts::Column::Id)
        .all(&**tx)
        .await?;
    for organiser in rows.into_iter().filter_map(|(_, account)| account) {
        let language = Language::parse(&organiser.language).unwrap_or_default();
        let mut fields = fields.clone();
        fields["name"] = json!(organiser.name);
        fields["competition"] = json!(name.get(language));
        let mail = Mail {
            to: &organiser.email,
            language,
            template,
            fields,
        };
        match about {
            Some(about) => tx.mail_later(mail, about, now + GATHER, now).await?,
            None => tx.mail(mail, now).await?,
        }
    }
    Ok(())
}
