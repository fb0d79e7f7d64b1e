//! Proposals: writing one section by section, together, reading it as a whole, submitting, receipt, history.
//!
//! A section is one plain form. What was typed is shown again whatever happens: after a refusal, after a
//! conflict (both texts side by side), without scripts too.

mod answer_text;
mod api;
mod autosave;
mod check_page;
mod comments_page;
mod conflict;
mod consent_panel;
mod copies;
mod history_page;
mod memory;
mod people_table;
mod presence;
mod preview_page;
mod proposal_page;
mod proposal_text;
mod questions;
mod receipt_page;
mod section_api;
mod section_page;
mod step_table;
mod submit;
mod tables;

pub use answer_text::{answer_text, day_text};
pub use api::*;
pub use check_page::CheckPage;
pub use comments_page::CommentsPage;
pub use conflict::Differences;
pub use history_page::HistoryPage;
pub use presence::sentence;
pub use preview_page::PreviewPage;
pub use proposal_page::ProposalPage;
pub use proposal_text::ProposalText;
pub use receipt_page::ReceiptPage;
pub use section_api::*;
pub use section_page::SectionPage;

use crate::{texts, tr};
use domain::{FieldError, Problem, ProposalId, proposals::Progress};
use std::collections::BTreeMap;

/// Where a save leads, from the button that was pressed: another section, or the same one with more rows.
/// `None` stays.
#[must_use]
pub fn after(
    typed: &mut BTreeMap<String, String>,
    proposal: ProposalId,
    section: &str,
) -> Option<String> {
    let wanted = typed.remove(".then")?;
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    match wanted.split_once(':') {
        Some(("section", key)) if plain(key) => Some(format!("/proposals/{proposal}/{key}")),
        Some(("rows", key)) if plain(key) => {
            Some(format!("/proposals/{proposal}/{section}?more={key}#{key}"))
        }
        _ if wanted == "overview" => Some(format!("/proposals/{proposal}")),
        _ => None,
    }
}

/// How far a section is, as class of a badge and word.
fn progress_badge(progress: Progress) -> (&'static str, &'static str) {
    match progress {
        Progress::Empty => ("badge push", tr!(proposals.empty)),
        Progress::Begun => ("badge push warning", tr!(proposals.begun)),
        Progress::Complete => ("badge push success", tr!(proposals.complete)),
    }
}

/// What is wrong with an answer; days of milestones have no time of day.
fn note_text(note: &FieldError) -> String {
    match note.problem {
        Problem::NotADate => tr!(proposals.not_a_day).to_owned(),
        _ => texts::problem_text(&note.problem),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn save_leads_only_to_pages_of_its_proposal() {
        let id: ProposalId = "01890000-0000-7000-8000-000000000001".parse().unwrap();
        let go = |then: &str| {
            let mut typed = BTreeMap::from([(".then".to_owned(), then.to_owned())]);
            after(&mut typed, id, "idea")
        };
        assert_eq!(
            go("section:budget"),
            Some(format!("/proposals/{id}/budget"))
        );
        assert_eq!(
            go("rows:milestones"),
            Some(format!("/proposals/{id}/idea?more=milestones#milestones"))
        );
        assert_eq!(go("overview"), Some(format!("/proposals/{id}")));
        for elsewhere in [
            "section://evil.example",
            "section:../x",
            "https://evil.example",
            "",
        ] {
            assert_eq!(go(elsewhere), None, "{elsewhere}");
        }
    }
}
