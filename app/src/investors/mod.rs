//! Investors: registering, stating interest, a team's answer, and what organisers follow.

mod api;
mod interest_page;
mod invest_page;
mod my_interests;
mod my_investments;
mod organiser_page;
mod registration_form;
mod team_page;
mod terms;

pub use api::*;
pub use interest_page::InterestPage;
pub use invest_page::InvestPage;
pub use my_investments::MyInvestments;
pub use organiser_page::InvestorsPage;
pub use team_page::TeamInterestsPage;
