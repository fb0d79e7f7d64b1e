//! What a team can choose from in its competition: needs and colleges.

use crate::{
    CollegeId, Language, Localised, NeedId,
    vocabulary::{Province, Sector},
};
use serde::{Deserialize, Serialize};

/// The needs and colleges of a competition, in the order of menus.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choices {
    /// Mapped needs.
    pub needs: Vec<NeedChoice>,
    /// Host colleges.
    pub colleges: Vec<CollegeChoice>,
}

/// A need, as a menu shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeedChoice {
    /// Its id; as text it is the choice's key.
    pub id: NeedId,
    /// Its title.
    pub title: Localised,
    /// What it is about.
    pub description: Localised,
    /// Its sector, if known.
    pub sector: Option<Sector>,
    /// Where it was mapped.
    pub college: Option<CollegeId>,
}

/// A college, as a menu shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CollegeChoice {
    /// Its id; as text it is the choice's key.
    pub id: CollegeId,
    /// Its name.
    pub name: String,
    /// District.
    pub district: String,
    /// Province, if known.
    pub province: Option<Province>,
}

impl Choices {
    /// As a reader of `language` sees them.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        for need in &mut self.needs {
            need.title = need.title.only(language);
            need.description = need.description.only(language);
        }
        self
    }

    /// The need with this key.
    #[must_use]
    pub fn need(&self, key: &str) -> Option<&NeedChoice> {
        let id: NeedId = key.parse().ok()?;
        self.needs.iter().find(|need| need.id == id)
    }

    /// The college with this key.
    #[must_use]
    pub fn college(&self, key: &str) -> Option<&CollegeChoice> {
        let id: CollegeId = key.parse().ok()?;
        self.colleges.iter().find(|college| college.id == id)
    }
}

impl NeedChoice {
    /// Its title for a reader.
    #[must_use]
    pub fn title_text(&self, language: Language) -> &str {
        self.title.get(language)
    }
}
