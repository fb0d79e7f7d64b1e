//! Warnings in words, for people at a terminal.

use super::json::What;
use super::tables::quoted;

/// Most names that a sentence lists.
const MOST_LISTED: usize = 5;

impl What {
    /// One sentence, without a stop.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::DoNotSeparate => {
                "the scores do not separate the proposals: the seats are settled by the tie rule".into()
            }
            Self::NoReplication => {
                "no proposal has two reviews, so there are no intervals and no probabilities".into()
            }
            Self::Disconnected { islands } => {
                let first: Vec<String> = islands.iter().take(MOST_LISTED).map(|island| listed(island)).collect();
                let rest = if islands.len() > MOST_LISTED { "; …" } else { "" };
                format!(
                    "{} groups of proposals share no juror and cannot be compared; do not publish before somebody reviews in \
                     two of them: {}{rest}",
                    islands.len(),
                    first.join("; ")
                )
            }
            Self::SeatsCoverAll => "there are no more proposals than seats: all are selected".into(),
            Self::Unscored { proposals, seats_by_tie } => {
                let seats = match seats_by_tie {
                    0 => String::new(),
                    1 => ", and 1 of them gets a seat by the tie rule".into(),
                    seats => format!(", and {seats} of them get a seat by the tie rule"),
                };
                format!("last, without a counted review: {}{seats}", listed(proposals))
            }
            Self::OtherModelDiffers { seats } => {
                format!("a model that does not draw proposals to the mean would fill {seats} seats differently")
            }
            Self::AllEqual => "all scores are equal: the seats are settled by the tie rule".into(),
            Self::EmptyReviews { reviews } => {
                let pair = |(proposal, juror): &(String, String)| format!("{proposal} by {juror}");
                let pairs: Vec<String> = reviews.iter().map(pair).collect();
                format!("not counted, because nothing in them is judged: {}", listed(&pairs))
            }
            Self::SeverityUnknown => {
                "how generous jurors are cannot be estimated (one juror, or one review each): taken as nought".into()
            }
            Self::SectorUnknown => {
                "the effect of sectors cannot be estimated (fewer than two, or one proposal each): left out".into()
            }
            Self::ConflictsLeftOut { rows: 1 } => "1 row with a conflict of interest is left out".into(),
            Self::ConflictsLeftOut { rows } => {
                format!("{rows} rows with a conflict of interest are left out")
            }
            Self::IncompleteReviews { lines } => {
                let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
                format!("not counted, because a score is missing: line {}", numbers(&lines))
            }
            Self::PartlyJudged { reviews: 1 } => {
                "1 review does not judge every criterion: the rest counts".into()
            }
            Self::PartlyJudged { reviews } => {
                format!("{reviews} reviews do not judge every criterion: the rest counts")
            }
            Self::ScoresRounded { column, places } => {
                format!("scores in column {} are rounded to {places} digits behind the point", quoted(column))
            }
            Self::Other => "the ranking has a limit that this command does not know".into(),
        }
    }
}

fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    numbers(&names)
}

fn numbers(names: &[String]) -> String {
    let mut text = names[..names.len().min(MOST_LISTED)].join(", ");
    if names.len() > MOST_LISTED {
        text += &format!(" and {} more", names.len() - MOST_LISTED);
    }
    text
}
