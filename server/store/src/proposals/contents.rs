//! Reading what a proposal says: its draft, or the revision that counts. Nothing here asks who reads.

use crate::{
    Error, Result,
    entities::{colleges, competitions, needs, proposal_sections, proposals, revisions},
};
use domain::{
    CompetitionId, Language, ProposalId,
    proposals::{
        AllAnswers, Choices, CollegeChoice, FormDefinition, NeedChoice, Overview, ProposalContent,
        Submitted,
    },
    vocabulary::{Province, Sector},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, UpdateMany,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

/// The needs and colleges of a competition in the order of menus. Two queries.
///
/// # Errors
/// When the database cannot be reached.
pub async fn choices<C: ConnectionTrait>(conn: &C, competition: CompetitionId) -> Result<Choices> {
    found(
        conn,
        needs::Column::CompetitionId.eq(competition.0),
        colleges::Column::CompetitionId.eq(competition.0),
    )
    .await
}

/// What the keys in the answers mean. Two queries.
async fn chosen<C: ConnectionTrait>(conn: &C, content: &ProposalContent) -> Result<Choices> {
    let [need, college] = content
        .chosen_places()
        .map(|key| key.and_then(|key| Uuid::parse_str(key).ok()));
    found(
        conn,
        needs::Column::Id.is_in(need),
        colleges::Column::Id.is_in(college),
    )
    .await
}

async fn found<C: ConnectionTrait>(conn: &C, needs: Expr, colleges: Expr) -> Result<Choices> {
    let needs = needs::Entity::find()
        .filter(needs)
        .order_by_asc(needs::Column::Position)
        .order_by_asc(needs::Column::Id)
        .all(conn)
        .await?
        .into_iter()
        .map(|row| {
            Ok(NeedChoice {
                id: row.id.into(),
                title: serde_json::from_str(&row.title)?,
                description: serde_json::from_str(&row.description)?,
                sector: Sector::parse(&row.sector),
                college: row.college_id.map(Into::into),
            })
        })
        .collect::<Result<_>>()?;
    let colleges = colleges::Entity::find()
        .filter(colleges)
        .order_by_asc(colleges::Column::Position)
        .order_by_asc(colleges::Column::Id)
        .all(conn)
        .await?
        .into_iter()
        .map(|row| CollegeChoice {
            id: row.id.into(),
            name: row.name,
            district: row.district,
            province: Province::parse(&row.province),
        })
        .collect();
    Ok(Choices { needs, colleges })
}

/// The form that the competition's teams answer.
///
/// # Errors
/// A fault when stored JSON cannot be read.
pub fn form_of(competition: &competitions::Model) -> Result<FormDefinition> {
    Ok(serde_json::from_str(&competition.form)?)
}

/// The revision that counts (or counted before a withdrawal): the newest. One query.
///
/// # Errors
/// When the database cannot be reached.
pub async fn latest_revision<C: ConnectionTrait>(
    conn: &C,
    proposal: ProposalId,
) -> Result<Option<revisions::Model>> {
    Ok(revisions::Entity::find()
        .filter(revisions::Column::ProposalId.eq(proposal.0))
        .order_by_desc(revisions::Column::Number)
        .one(conn)
        .await?)
}

/// Whether a revision is the newest of its proposal, for questions about many.
pub(crate) fn is_newest() -> Expr {
    let newest = Query::select()
        .expr(Expr::col(("newer", revisions::Column::Number)).max())
        .from_as(revisions::Entity, "newer")
        .and_where(
            Expr::col(("newer", revisions::Column::ProposalId))
                .equals((revisions::Entity, revisions::Column::ProposalId)),
        )
        .to_owned();
    revisions::Column::Number.in_subquery(newest)
}

/// What the newest submitted revision says, as everybody outside of the team reads it; of needs and colleges only
/// those that it names. Three queries; `competition` is the proposal's. The caller asks `domain::policy` first.
///
/// # Errors
/// `Missing` when nothing was submitted.
pub async fn submitted_content<C: ConnectionTrait>(
    conn: &C,
    proposal: ProposalId,
    competition: &competitions::Model,
) -> Result<(revisions::Model, ProposalContent)> {
    let revision = latest_revision(conn, proposal)
        .await?
        .ok_or(domain::Error::Missing)?;
    let submission = Submitted::parse(&revision.content)?;
    let mut content = ProposalContent {
        form: form_of(competition)?,
        answers: submission.answers,
        choices: Choices::default(),
        language: submission.language,
        ..ProposalContent::default()
    };
    content.choices = chosen(conn, &content).await?;
    Ok((revision, content))
}

/// What the draft says now. One query for the sections, two for the choices.
pub(crate) async fn draft_content<C: ConnectionTrait>(
    conn: &C,
    proposal: &proposals::Model,
    competition: &competitions::Model,
) -> Result<(Vec<proposal_sections::Model>, ProposalContent)> {
    let rows = proposal_sections::Entity::find()
        .filter(proposal_sections::Column::ProposalId.eq(proposal.id))
        .order_by_asc(proposal_sections::Column::Key)
        .all(conn)
        .await?;
    let form = form_of(competition)?;
    let mut answers = AllAnswers::new();
    for row in &rows {
        if form.section(&row.key).is_some() {
            answers.insert(row.key.clone(), serde_json::from_str(&row.answers)?);
        }
    }
    let content = ProposalContent {
        form,
        answers,
        choices: choices(conn, competition.id.into()).await?,
        language: Language::parse(&proposal.language)
            .ok_or_else(|| Error::fault(format!("language {}", proposal.language)))?,
        ..ProposalContent::default()
    };
    Ok((rows, content))
}

/// Sets the columns that lists show.
pub(crate) fn with_overview(
    update: UpdateMany<proposals::Entity>,
    overview: &Overview,
) -> Result<UpdateMany<proposals::Entity>> {
    use proposals::Column;
    let groups = serde_json::to_string(&overview.target_groups)?;
    Ok(update
        .col_expr(Column::Title, Expr::value(overview.title.as_str()))
        .col_expr(Column::NeedId, Expr::value(overview.need.map(|id| id.0)))
        .col_expr(
            Column::CollegeId,
            Expr::value(overview.college.map(|id| id.0)),
        )
        .col_expr(
            Column::Sector,
            Expr::value(overview.sector.map(Sector::key)),
        )
        .col_expr(Column::TargetGroups, Expr::value(groups))
        .col_expr(Column::AmountMinor, Expr::value(overview.amount.minor))
        .col_expr(
            Column::Currency,
            Expr::value(overview.amount.currency.code()),
        ))
}
