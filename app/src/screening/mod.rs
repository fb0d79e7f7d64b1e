//! Screening: the organiser's pages of submitted proposals.
//!
//! Every decision is a plain form that names the version it was made about; nothing here decides.

mod addresses;
mod api;
mod decision_form;
mod eligible_page;
mod organiser_page;
mod proposal_page;
mod proposals_page;
mod routes;
mod versions;

pub use addresses::*;
pub use api::*;
pub use decision_form::DecisionForm;
pub use eligible_page::EligiblePage;
pub use organiser_page::*;
pub use proposal_page::ScreenedProposalPage;
pub use proposals_page::ScreeningPage;
pub use routes::ScreeningRoutes;
pub use versions::*;
