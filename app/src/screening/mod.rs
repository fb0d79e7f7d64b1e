//! Screening: the organiser's pages of submitted proposals.
//!
//! Every decision is a plain form that names the version it was made about; nothing here decides.

mod addresses;
mod api;
mod bulk_page;
mod checklist;
mod decision_form;
mod history;
mod list_filters;
mod organiser_page;
mod proposal_page;
mod proposals_page;
mod recent;
mod resemblances;
mod routes;
mod similar_page;
mod versions;

pub use addresses::*;
pub use api::*;
pub use bulk_page::BulkPage;
pub use decision_form::DecisionForm;
pub use organiser_page::*;
pub use proposal_page::ScreenedProposalPage;
pub use proposals_page::ScreeningPage;
use resemblances::*;
pub use routes::ScreeningRoutes;
pub use similar_page::SimilarPage;
pub use versions::*;
