//! Where and what for: host colleges and mapped needs, and the check of what organisers type about them.

use super::edited;
use crate::{
    CollegeId, Error, Language, Localised, NeedId, Problem,
    errors::Problems,
    fields,
    vocabulary::{Province, Sector},
};
use serde::{Deserialize, Serialize};

/// A host college.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct College {
    /// Its id.
    pub id: CollegeId,
    /// Short, unique in the competition.
    pub code: String,
    /// A proper name, the same in all languages.
    pub name: String,
    /// District.
    pub district: String,
    /// Province.
    pub province: Province,
    /// Degrees north, approximate.
    pub latitude: f64,
    /// Degrees east, approximate.
    pub longitude: f64,
}

/// A mapped local need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Need {
    /// Its id.
    pub id: NeedId,
    /// Where; everywhere when absent.
    pub college: Option<CollegeId>,
    /// Field of work.
    pub sector: Sector,
    /// Its title.
    pub title: Localised,
    /// Who lacks what.
    pub description: Localised,
    /// 1 is the most urgent, 5 the least.
    pub priority: i32,
}

/// A need as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NeedEdit {
    /// Its title.
    pub title: String,
    /// Who lacks what, where.
    pub description: String,
    /// `Sector` key.
    pub sector: String,
    /// Id of a college, or empty for all.
    pub college: String,
    /// 1 (most urgent) to 5.
    pub priority: String,
}

impl NeedEdit {
    /// The need that was typed. `colleges` are those of the competition.
    ///
    /// # Errors
    /// `Invalid` with every problem.
    pub fn check(
        &self,
        id: NeedId,
        before: Option<&Need>,
        colleges: &[CollegeId],
        language: Language,
    ) -> Result<Need, Error> {
        let mut problems = Problems::new();
        let none = Localised::default();
        let text = |of: fn(&Need) -> &Localised| before.map_or(&none, of);
        let title = problems.check(
            "title",
            edited(text(|n| &n.title), language, &self.title, 160),
        );
        let description = edited(text(|n| &n.description), language, &self.description, 2_000);
        let description = problems.check("description", description);
        let sector = problems.check(
            "sector",
            fields::choice(&self.sector, Sector::ALL, Sector::key),
        );
        let college = match self.college.trim() {
            "" => Some(None),
            typed => {
                let known = typed.parse().ok().filter(|id| colleges.contains(id));
                problems.check("college", known.map(Some).ok_or(Problem::NotAChoice))
            }
        };
        let priority = problems.check("priority", fields::whole(&self.priority, 1, 5));
        problems.finish()?;
        let (Some(title), Some(description), Some(sector), Some(college), Some(priority)) =
            (title, description, sector, college, priority)
        else {
            return Err(Error::BadRequest);
        };
        Ok(Need {
            id,
            college,
            sector,
            title,
            description,
            priority: priority as i32,
        })
    }
}

/// A college as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CollegeEdit {
    /// Short, unique in the competition.
    pub code: String,
    /// Its name.
    pub name: String,
    /// District.
    pub district: String,
    /// `Province` key.
    pub province: String,
    /// Degrees north.
    pub latitude: String,
    /// Degrees east.
    pub longitude: String,
}

impl CollegeEdit {
    /// The college that was typed.
    ///
    /// # Errors
    /// `Invalid` with every problem.
    pub fn check(&self, id: CollegeId) -> Result<College, Error> {
        let mut problems = Problems::new();
        let code = problems.check("code", fields::slug(&self.code));
        let name = problems.check("name", fields::required(&self.name, 120));
        let district = problems.check("district", fields::required(&self.district, 60));
        let province = problems.check(
            "province",
            fields::choice(&self.province, Province::ALL, Province::key),
        );
        let latitude = problems.check("latitude", degrees(&self.latitude, 90));
        let longitude = problems.check("longitude", degrees(&self.longitude, 180));
        problems.finish()?;
        let all = (code, name, district, province, latitude, longitude);
        let (
            Some(code),
            Some(name),
            Some(district),
            Some(province),
            Some(latitude),
            Some(longitude),
        ) = all
        else {
            return Err(Error::BadRequest);
        };
        Ok(College {
            id,
            code,
            name,
            district,
            province,
            latitude,
            longitude,
        })
    }
}

fn degrees(text: &str, most: i64) -> Result<f64, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let degrees: f64 = text
        .replace(',', ".")
        .parse()
        .map_err(|_| Problem::NotANumber)?;
    if !degrees.is_finite() {
        Err(Problem::NotANumber)
    } else if degrees.abs() > most as f64 {
        Err(Problem::OutOfRange {
            min: -most,
            max: most,
        })
    } else {
        Ok(degrees)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn need_at_a_college_of_another_competition_is_refused() {
        let here = CollegeId(uuid::Uuid::from_u128(1));
        let edit = NeedEdit {
            title: "Cold storage".into(),
            description: "Milk spoils on the way".into(),
            sector: "agri_processing".into(),
            college: here.to_string(),
            priority: "1".into(),
        };
        let id = NeedId(uuid::Uuid::nil());
        let need = edit.check(id, None, &[here], Language::En).unwrap();
        assert_eq!(need.college, Some(here));
        assert_eq!(
            edit.check(id, None, &[], Language::En),
            Err(Error::invalid("college", Problem::NotAChoice))
        );
        let everywhere = NeedEdit {
            college: String::new(),
            ..edit
        };
        assert_eq!(
            everywhere
                .check(id, None, &[], Language::En)
                .unwrap()
                .college,
            None
        );
    }

    #[test]
    fn college_off_the_globe_is_refused() {
        let edit = CollegeEdit {
            code: "huye".into(),
            name: "IPRC Huye".into(),
            district: "Huye".into(),
            province: "southern".into(),
            latitude: "-2,61".into(),
            longitude: "29.75".into(),
        };
        let id = CollegeId(uuid::Uuid::nil());
        assert_eq!(edit.check(id).unwrap().latitude, -2.61);
        let bad = CollegeEdit {
            latitude: "-95".into(),
            longitude: "NaN".into(),
            ..edit
        };
        let Err(Error::Invalid(found)) = bad.check(id) else {
            panic!("accepted")
        };
        let found: Vec<_> = found.into_iter().map(|e| (e.field, e.problem)).collect();
        assert_eq!(
            found,
            [
                (
                    "latitude".to_owned(),
                    Problem::OutOfRange { min: -90, max: 90 }
                ),
                ("longitude".to_owned(), Problem::NotANumber),
            ]
        );
    }
}
