//! Public pages of competitions: the start page, the call, its rules, its form and its needs. Plain HTML
//! and links; they need no script and send their data once.

mod call_page;
mod call_parts;
mod form_page;
mod landing_page;
mod maps;
mod needs_page;
mod offline_page;
mod rules_page;

pub use call_page::CallPage;
pub use call_parts::duration;
pub use form_page::FormPage;
pub use landing_page::LandingPage;
pub use maps::CollegeMap;
pub use needs_page::CallNeedsPage;
pub use offline_page::OfflinePage;
pub use rules_page::RulesPage;
