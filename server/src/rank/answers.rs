//! From the numbers of the ranking to the names of the file.

use super::json::{Answer, Juror, Proposal, Variance, Warning, What};
use super::reviews::{Jury, Notes};
use ranking::{Ranked, Ranking};

impl Answer {
    /// Gives the numbers of a ranking their names; `flagged` says it of each of its jurors, `guard` whether they are weighed
    /// down.
    #[must_use]
    pub fn new(ranking: Ranking, flagged: &[bool], guard: bool, jury: &Jury) -> Self {
        let seats_by_tie = seats_by_tie(&ranking.proposals);
        let proposal = |ranked: Ranked| Proposal {
            id: jury.proposals[ranked.proposal as usize].clone(),
            scores: ranked.scores,
            raw_mean: ranked.raw_mean,
            effect: ranked.effect,
            adjusted: ranked.adjusted,
            interval_90: ranked.interval_90,
            rank: ranked.rank,
            rank_interval_90: ranked.rank_interval_90,
            p_selected: ranked.p_selected,
            selected: ranked.selected,
            close_call: ranked.close_call,
        };
        let jurors = ranking.jurors.iter().zip(flagged);
        let mut warnings: Vec<Warning> = (ranking.warnings.into_iter())
            .map(|warning| What::of(warning, jury, seats_by_tie).with_words())
            .collect();
        warnings.extend(What::all_of(&jury.notes).into_iter().map(What::with_words));
        Self {
            observations: ranking.observations,
            intercept: ranking.intercept,
            reml_criterion: ranking.reml_criterion,
            variance: Variance {
                proposal: ranking.variance.proposal,
                juror: ranking.variance.juror,
                sector: ranking.variance.sector,
                residual: ranking.variance.residual,
            },
            jurors: jurors
                .map(|(juror, &flagged)| Juror {
                    id: jury.jurors[juror.juror as usize].clone(),
                    scores: juror.scores,
                    severity: juror.severity,
                    flagged,
                })
                .collect(),
            proposals: ranking.proposals.into_iter().map(proposal).collect(),
            warnings,
            guard,
        }
    }
}

/// Seats of proposals without a counted review; nought where all are selected, so that nothing had to be settled.
fn seats_by_tie(proposals: &[Ranked]) -> u32 {
    if proposals.iter().all(|proposal| proposal.selected) {
        return 0;
    }
    let seated = proposals
        .iter()
        .filter(|own| own.selected && own.scores == 0);
    u32::try_from(seated.count()).unwrap_or(u32::MAX)
}

impl What {
    fn of(warning: ranking::Warning, jury: &Jury, seats_by_tie: u32) -> Self {
        use ranking::Warning as W;
        let name = |proposal: u32| jury.proposals[proposal as usize].clone();
        let names = |proposals: Vec<u32>| proposals.into_iter().map(name).collect();
        match warning {
            W::ScoresDoNotSeparate => Self::DoNotSeparate,
            W::NoReplication => Self::NoReplication,
            W::Disconnected { islands } => Self::Disconnected {
                islands: islands.into_iter().map(names).collect(),
            },
            W::SeatsCoverAll => Self::SeatsCoverAll,
            W::Unscored { proposals } => Self::Unscored {
                proposals: names(proposals),
                seats_by_tie,
            },
            W::TenDiffers { seats } => Self::OtherModelDiffers { seats },
            W::AllScoresEqual => Self::AllEqual,
            W::EmptyReviews { reviews } => Self::EmptyReviews {
                reviews: reviews
                    .into_iter()
                    .map(|(proposal, juror)| (name(proposal), jury.jurors[juror as usize].clone()))
                    .collect(),
            },
            W::SeverityUnknown => Self::SeverityUnknown,
            W::SectorUnknown => Self::SectorUnknown,
            _ => Self::Other,
        }
    }

    /// What the reader of the file noted.
    #[must_use]
    pub fn all_of(notes: &Notes) -> Vec<Self> {
        let mut all = Vec::new();
        if notes.conflicts > 0 {
            all.push(Self::ConflictsLeftOut {
                rows: notes.conflicts,
            });
        }
        if !notes.incomplete.is_empty() {
            all.push(Self::IncompleteReviews {
                lines: notes.incomplete.clone(),
            });
        }
        if notes.partly > 0 {
            all.push(What::PartlyJudged {
                reviews: notes.partly,
            });
        }
        all.extend(
            notes
                .rounded
                .iter()
                .map(|(column, places)| Self::ScoresRounded {
                    column: column.clone(),
                    places: *places,
                }),
        );
        all
    }
}
