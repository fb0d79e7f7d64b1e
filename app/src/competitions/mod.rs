//! Competitions: the organiser's pages from founding to opening, and what all organiser pages share.

mod api;
mod checks_panel;
mod college_page;
mod colleges_page;
mod conflicts;
mod criterion_page;
mod extensions_page;
mod form_api;
mod form_page;
mod form_question_page;
mod form_section_page;
mod founding_page;
mod frame;
mod languages;
mod list_page;
mod need_page;
mod needs_page;
mod opening_page;
mod overview_page;
mod people_page;
mod question_kinds;
mod removals;
mod routes;
mod rubric_page;
mod settings_form;
mod settings_page;
mod timelines;

pub use api::*;
pub use checks_panel::CheckList;
pub use college_page::CollegePage;
pub use colleges_page::CollegesPage;
pub use conflicts::Version;
pub use criterion_page::CriterionPage;
pub use extensions_page::{ExtensionRows, ExtensionsPage, JuryTimeRows};
pub use form_api::*;
pub use form_page::{FormPage, part_address};
pub use form_question_page::FormQuestionPage;
pub use form_section_page::FormSectionPage;
pub use founding_page::FoundingPage;
pub use frame::OrganiserFrame;
pub use list_page::{MyCompetitions, OrganisePage};
pub use need_page::NeedPage;
pub use needs_page::NeedsPage;
pub use opening_page::OpeningPage;
pub use overview_page::OverviewPage;
pub use people_page::PeoplePage;
pub use routes::OrganiserRoutes;
pub use rubric_page::{RubricPage, criteria_to_read};
pub use settings_page::SettingsPage;
pub use timelines::{Timeline, TwoZones, place_of, second_zone};

use crate::AppError;
use domain::Error;

/// Names the fields of a refusal as a form names them whose inputs stand in a group: `code` becomes
/// `edit[code]`, `anchors[0][text]` becomes `edit[anchors][0][text]`.
#[must_use]
pub fn within(group: &str, refusal: AppError) -> AppError {
    let AppError(Error::Invalid(mut list)) = refusal else {
        return refusal;
    };
    for entry in &mut list {
        let (first, rest) = entry
            .field
            .split_at(entry.field.find('[').unwrap_or(entry.field.len()));
        entry.field = format!("{group}[{first}]{rest}");
    }
    AppError(Error::Invalid(list))
}

/// The id that a form names; empty for something new.
///
/// # Errors
/// `Missing` for what is no id.
pub fn named<T: std::str::FromStr>(id: &str) -> Result<Option<T>, AppError> {
    match id.trim() {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| Error::Missing.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{FieldError, Problem};

    #[test]
    fn fields_within_a_group_are_named_as_their_inputs() {
        let field = |field: &str| FieldError {
            field: field.into(),
            problem: Problem::Required,
        };
        let refusal = AppError(Error::Invalid(vec![
            field("code"),
            field("anchors[0][text]"),
        ]));
        let expected = vec![field("edit[code]"), field("edit[anchors][0][text]")];
        assert_eq!(within("edit", refusal), AppError(Error::Invalid(expected)));
    }
}
