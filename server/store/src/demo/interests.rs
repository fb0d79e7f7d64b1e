//! Five investors of the published competition, and what they have offered to selected teams.

use super::{
    calendar::{DAY, HOUR},
    calls::Call,
    people::{ORGANISER, People, address},
    rows::{self, Audit},
};
use crate::{
    Result, Tx,
    entities::{interests, investors, proposals, selection_entries, team_members},
};
use domain::{
    Language::{self, De, En, Fr},
    investors::{InterestKind, InterestState, InvestorState},
    money::Currency,
    policy::TeamRole,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

/// An investor as the demo invents them.
pub(super) struct Purse {
    pub name: &'static str,
    /// What stands behind the @.
    pub at: &'static str,
    pub language: Language,
    pub zone: &'static str,
    organisation: &'static str,
    country: &'static str,
    about: &'static str,
    state: InvestorState,
}

/// Signed in as `investor`.
pub(super) const VERIFIED: usize = 0;
/// Signed in as `new-investor`.
pub(super) const PENDING: usize = 3;

/// Three are verified, one waits, one was refused.
pub(super) const INVESTORS: [Purse; 5] = [
    Purse {
        name: "Hilde Janssens",
        at: "kempen.example.org",
        language: En,
        zone: "Europe/Brussels",
        organisation: "Kempen Impact",
        country: "Belgium",
        about: "We lend between 5,000 and 30,000 euros to small food and energy businesses and stay in touch for three years.",
        state: InvestorState::Verified,
    },
    Purse {
        name: "Patrick Nshimiye",
        at: "umurage.example.org",
        language: Fr,
        zone: "Europe/Brussels",
        organisation: "Cercle Umurage",
        country: "Belgium",
        about: "Quarante membres de la diaspora mettent en commun de petits dons et beaucoup de conseils.",
        state: InvestorState::Verified,
    },
    Purse {
        name: "Sabine Krüger",
        at: "rheinkraft.example.org",
        language: De,
        zone: "Europe/Berlin",
        organisation: "Rheinkraft eG",
        country: "Germany",
        about: "Eine Energiegenossenschaft, die jedes Jahr zwei Projekte mit Geräten und Fachleuten unterstützt.",
        state: InvestorState::Verified,
    },
    Purse {
        name: "Emmanuel Twagira",
        at: "kivu.example.org",
        language: En,
        zone: "Africa/Kigali",
        organisation: "Kivu Lake Ventures",
        country: "Rwanda",
        about: "A family business from Rubavu that wants to put part of its profit into local processing.",
        state: InvestorState::Pending,
    },
    Purse {
        name: "Max Grell",
        at: "fastmoney.example.org",
        language: En,
        zone: "Europe/Berlin",
        organisation: "Fast Money Holding",
        country: "Germany",
        about: "High returns guaranteed. Please send us the contact data of all teams.",
        state: InvestorState::Refused,
    },
];

/// An offer: investor, rank of the project, kind, amount in whole units, message, answer.
type Offer = (
    usize,
    i32,
    InterestKind,
    Option<(i64, Currency)>,
    &'static str,
    InterestState,
);

#[rustfmt::skip]
const OFFERS: [Offer; 8] = [
    (0, 1, InterestKind::Loan, Some((12_000, Currency::Eur)), "Your calculation convinced us. Could we talk about a loan over three years, with a first year free of repayment?", InterestState::Open),
    (1, 1, InterestKind::Mentoring, None, "Deux de nos membres ont monté une entreprise semblable. Ils vous accompagneraient volontiers.", InterestState::Accepted),
    (0, 2, InterestKind::Loan, Some((8_500, Currency::Eur)), "We have visited a similar pilot in Kenya and would like to finance your second machine.", InterestState::Accepted),
    (2, 3, InterestKind::InKind, None, "Wir könnten gebrauchte Messgeräte und zwei Wochen einer Technikerin beisteuern.", InterestState::Declined),
    (1, 4, InterestKind::Grant, Some((3_000_000, Currency::Rwf)), "Notre cercle souhaite payer les salaires d'apprentissage du premier trimestre.", InterestState::Open),
    (2, 5, InterestKind::Grant, Some((4_000, Currency::Eur)), "Wir fördern gern den Teil mit der Sonnenenergie. Dürfen wir Ihre Pläne sehen?", InterestState::Open),
    (1, 6, InterestKind::Mentoring, None, "Une comptable de notre cercle pourrait relire vos livres deux fois par an.", InterestState::Accepted),
    (0, 7, InterestKind::Equity, Some((15_000, Currency::Eur)), "Would you consider a share for an investor who does not want to decide everything?", InterestState::Withdrawn),
];

/// Writes investors and offers, some weeks after the publication.
pub(super) async fn write(tx: &Tx, call: &Call, people: &People, now: i64) -> Result<()> {
    let mut audit = Audit::of(call.row.id);
    let organiser = people.at(ORGANISER).id;
    let mut rows_of_investors = Vec::new();
    let mut ids = Vec::new();
    for (number, purse) in (0..).zip(&INVESTORS) {
        let id = Uuid::now_v7();
        let account = people.at(&address(purse.name, purse.at)).id;
        let waits = purse.state == InvestorState::Pending;
        let registered = if waits {
            now - 30 * HOUR
        } else {
            call.row.publishes_at + (2 + number) * DAY
        };
        let decided = (!waits).then_some(registered + 20 * HOUR);
        rows_of_investors.push(investors::Model {
            id,
            competition_id: call.row.id,
            account_id: account,
            organisation: purse.organisation.to_owned(),
            country: purse.country.to_owned(),
            about: purse.about.to_owned(),
            state: purse.state.key().to_owned(),
            reason: if purse.state == InvestorState::Refused {
                "We could not find this company in any register, and it asks for personal data."
                    .to_owned()
            } else {
                String::new()
            },
            decided_by: decided.map(|_| organiser),
            decided_at: decided,
            created_at: registered,
            version: if waits { 1 } else { 2 },
        });
        audit.note(account, "investor.registered", id, &json!({}), registered);
        if let Some(at) = decided {
            let action = format!("investor.{}", purse.state.key());
            audit.note(organiser, &action, id, &json!({}), at);
        }
        ids.push((id, account));
    }
    rows::insert(tx, rows_of_investors).await?;
    let ranked = ranked(tx, call.row.id).await?;
    let mut offers = Vec::new();
    for (number, (investor, rank, kind, amount, message, state)) in (0..).zip(OFFERS) {
        let Some((proposal, lead)) = ranked.get(rank as usize - 1) else {
            continue;
        };
        let at = call.row.publishes_at + (12 + 3 * number) * DAY + number * HOUR;
        let answered = matches!(state, InterestState::Accepted | InterestState::Declined)
            .then_some(at + 50 * HOUR);
        let id = Uuid::now_v7();
        offers.push(interests::Model {
            id,
            investor_id: ids[investor].0,
            proposal_id: *proposal,
            kind: kind.key().to_owned(),
            amount_minor: amount.map(|(whole, own)| whole * 10_i64.pow(own.digits())),
            currency: amount.map(|(_, own)| own.code().to_owned()),
            message: message.to_owned(),
            state: state.key().to_owned(),
            decided_by: answered.map(|_| *lead),
            decided_at: answered,
            created_at: at,
            version: if state == InterestState::Open { 1 } else { 2 },
        });
        let detail = json!({ "proposal": proposal, "kind": kind.key() });
        audit.note(ids[investor].1, "interest.stated", id, &detail, at);
        if let Some(at) = answered {
            let action = format!("interest.{}", state.key());
            audit.note(*lead, &action, id, &json!({}), at);
        }
    }
    rows::insert(tx, offers).await?;
    audit.write(tx).await
}

/// The selected proposals by rank, each with the account that leads its team.
async fn ranked(tx: &Tx, competition: Uuid) -> Result<Vec<(Uuid, Uuid)>> {
    let entries = selection_entries::Entity::find()
        .find_also_related(proposals::Entity)
        .filter(proposals::Column::CompetitionId.eq(competition))
        .filter(selection_entries::Column::Selected.eq(true))
        .order_by_asc(selection_entries::Column::Rank)
        .all(&**tx)
        .await?;
    let teams = entries
        .iter()
        .filter_map(|(_, own)| Some(own.as_ref()?.team_id));
    let leads = team_members::Entity::find()
        .filter(team_members::Column::TeamId.is_in(teams))
        .filter(team_members::Column::Role.eq(TeamRole::Lead.key()))
        .all(&**tx)
        .await?;
    Ok(entries
        .into_iter()
        .filter_map(|(_, proposal)| {
            let proposal = proposal?;
            let lead = leads.iter().find(|own| own.team_id == proposal.team_id)?;
            Some((proposal.id, lead.account_id))
        })
        .collect())
}
