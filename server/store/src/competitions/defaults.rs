//! What a new competition begins with: the rubric for pilot projects and the eight colleges of Rwanda
//! Polytechnic. Organisers change their copy.

use crate::Result;
use domain::{
    Localised,
    competitions::{Anchor, College, Criterion},
    vocabulary::Province,
};
use serde::Deserialize;
use uuid::Uuid;

/// The rubric, with new ids.
pub(super) fn rubric() -> Result<Vec<Criterion>> {
    #[derive(Deserialize)]
    struct Entry {
        code: String,
        name: Localised,
        description: Localised,
        weight: i32,
        min: i32,
        max: i32,
        units_per_point: i32,
        cannot_judge: bool,
        anchors: Vec<Anchor>,
    }
    let entries: Vec<Entry> = serde_json::from_str(include_str!("defaults/rubric.json"))?;
    let criterion = |entry: Entry| Criterion {
        id: Uuid::now_v7().into(),
        code: entry.code,
        name: entry.name,
        description: entry.description,
        weight: entry.weight,
        min: entry.min,
        max: entry.max,
        units_per_point: entry.units_per_point,
        anchors: entry.anchors,
        cannot_judge: entry.cannot_judge,
        second_look: false,
    };
    Ok(entries.into_iter().map(criterion).collect())
}

/// The colleges, with new ids. Coordinates are those of the place, to about two kilometres.
pub(super) fn colleges() -> Result<Vec<College>> {
    #[derive(Deserialize)]
    struct Entry {
        code: String,
        name: String,
        district: String,
        province: Province,
        latitude: f64,
        longitude: f64,
    }
    let entries: Vec<Entry> = serde_json::from_str(include_str!("defaults/colleges.json"))?;
    let college = |entry: Entry| College {
        id: Uuid::now_v7().into(),
        code: entry.code,
        name: entry.name,
        district: entry.district,
        province: entry.province,
        latitude: entry.latitude,
        longitude: entry.longitude,
    };
    Ok(entries.into_iter().map(college).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::Language;

    #[test]
    fn default_rubric_is_complete_in_five_languages() {
        let rubric = rubric().unwrap();
        assert_eq!(rubric.len(), 6);
        assert_eq!(rubric.iter().map(|c| c.weight).sum::<i32>(), 100);
        for criterion in &rubric {
            let levels: Vec<i32> = criterion.anchors.iter().map(|a| a.level).collect();
            assert_eq!(
                (criterion.min, criterion.max, levels),
                (1, 5, vec![1, 3, 5])
            );
            let texts = criterion.anchors.iter().map(|a| &a.text);
            for text in texts.chain([&criterion.name, &criterion.description]) {
                let languages: Vec<Language> = text.0.keys().copied().collect();
                assert_eq!(languages, Language::ALL, "{text:?}");
                assert!(text.0.values().all(|text| !text.trim().is_empty()));
            }
        }
    }

    #[test]
    fn default_colleges_are_the_eight_and_lie_in_rwanda() {
        let colleges = colleges().unwrap();
        let codes: Vec<&str> = colleges.iter().map(|c| c.code.as_str()).collect();
        assert_eq!(
            codes,
            [
                "gishari", "huye", "karongi", "kigali", "kitabi", "musanze", "ngoma", "tumba"
            ]
        );
        for college in colleges {
            assert!(
                (-2.84..=-1.05).contains(&college.latitude),
                "{}",
                college.code
            );
            assert!(
                (28.86..=30.9).contains(&college.longitude),
                "{}",
                college.code
            );
        }
    }
}
