//! The jury: the organiser's pages of jurors, assignment and progress, and the juror's pages up to the
//! declaration of conflicts; what teams see of it and claim. (The queue and the score sheet are in `reviews`.)

mod anchors;
mod api;
mod assignment_page;
mod candidates;
mod choices;
mod claim_page;
mod claims_api;
mod claims_page;
mod comparison;
mod conflict_page;
mod conflicts_page;
mod effects;
mod invitation_page;
mod juror_fields;
mod juror_page;
mod jury_page;
mod leave_page;
mod matrix;
mod matrix_filters;
mod naming;
mod preview_page;
mod progress_page;
mod recusals;
mod reminder_page;
mod routes;
mod schedules;
mod team_jury_page;
mod vacancies;

pub use api::*;
pub use assignment_page::AssignmentPage;
pub use claim_page::ClaimPage;
pub use claims_api::*;
pub use claims_page::ClaimsPage;
pub use conflict_page::ConflictPage;
pub use conflicts_page::ConflictsPage;
pub use invitation_page::InvitationPage;
pub use juror_page::JurorPage;
pub use jury_page::JuryPage;
pub use leave_page::LeavePage;
pub use preview_page::AssignmentPreviewPage;
pub use progress_page::JuryProgressPage;
pub use reminder_page::ReminderPage;
pub use routes::JuryRoutes;
pub use team_jury_page::TeamJuryPage;
