//! What organisers type about a competition, and its check.

use super::{LocalTime, Timeline};
use crate::{
    Language, Localised, Problem,
    errors::Problems,
    fields,
    jury::{BlindRules, OthersVisibility, TeamVisibility},
    proposals::Consent,
};
use serde::{Deserialize, Serialize};

/// The time zones that forms offer. Any other IANA zone is accepted as well.
pub const ZONES: [&str; 6] = [
    "Africa/Kigali",
    "Europe/Brussels",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Amsterdam",
    "Europe/London",
];

/// Stands for what the first look has.
pub const AS_FIRST: &str = "as_first";

/// A competition as typed. Instants are local date-times in `zone`, see [`LocalTime`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompetitionDraft {
    /// Stands in addresses.
    pub slug: String,
    /// In the language of the one who types.
    pub name: String,
    /// In the language of the one who types.
    pub summary: String,
    /// IANA time zone.
    pub zone: String,
    /// How many are selected.
    pub seats: String,
    /// Reviews that each proposal gets.
    pub reviews_per_proposal: String,
    /// Local date-time.
    pub opens_at: String,
    /// Local date-time.
    pub closes_at: String,
    /// Whole minutes.
    pub grace_minutes: String,
    /// Local date-time.
    pub jury_opens_at: String,
    /// Local date-time.
    pub jury_closes_at: String,
    /// Local date-time.
    pub publishes_at: String,
    /// Key of a [`Consent`].
    pub consent: String,
    /// Key of a [`TeamVisibility`].
    pub team_visibility: String,
    /// Key of an [`OthersVisibility`].
    pub others_visibility: String,
    /// As `team_visibility`, in second looks; [`AS_FIRST`] or nothing where it is the same.
    pub second_team_visibility: String,
    /// As `others_visibility`, in second looks; [`AS_FIRST`] or nothing where it is the same.
    pub second_others_visibility: String,
}

/// A draft whose every field holds.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedDraft {
    /// Lower-cased.
    pub slug: String,
    /// With the other languages as they were.
    pub name: Localised,
    /// With the other languages as they were.
    pub summary: Localised,
    /// IANA time zone.
    pub zone: String,
    /// 1 to 100.
    pub seats: i32,
    /// 1 to 20.
    pub reviews_per_proposal: i32,
    /// In order.
    pub timeline: Timeline,
    /// Who answers for a submission.
    pub consent: Consent,
    /// What jurors see of teams and of each other.
    pub blind: BlindRules,
    /// The same in second looks, where it is different.
    pub second_blind: Option<BlindRules>,
}

/// Text of one language changed, all others as they were; blank text removes the language.
///
/// # Errors
/// `TooLong`; `Required` when no language would be left.
pub fn edited(
    before: &Localised,
    language: Language,
    typed: &str,
    max: u32,
) -> Result<Localised, Problem> {
    let text = edited_or_empty(before, language, typed, max)?;
    if text.is_empty() {
        Err(Problem::Required)
    } else {
        Ok(text)
    }
}

/// As [`edited`], for text that may be empty in all languages.
///
/// # Errors
/// `TooLong`.
pub fn edited_or_empty(
    before: &Localised,
    language: Language,
    typed: &str,
    max: u32,
) -> Result<Localised, Problem> {
    let typed = fields::optional(typed, max)?;
    let mut text = before.clone();
    text.set(language, &typed);
    Ok(text)
}

impl CompetitionDraft {
    /// Checks all fields and notes every problem under the field's name.
    ///
    /// `name` and `summary` are what stood there before, of which only `language` changes. `instant`
    /// turns a local time into milliseconds UTC; it is absent when the zone is not known.
    pub fn check(
        &self,
        name: &Localised,
        summary: &Localised,
        language: Language,
        instant: Option<&dyn Fn(LocalTime) -> Result<i64, Problem>>,
        problems: &mut Problems,
    ) -> Option<CheckedDraft> {
        let number = |text: &str, min, max| fields::whole(text, min, max).map(|n| n as i32);
        let slug = problems.check("slug", fields::slug(&self.slug));
        let name = problems.check("name", edited(name, language, &self.name, 120));
        let summary = problems.check("summary", edited(summary, language, &self.summary, 2_000));
        let zone = problems.check("zone", fields::required(&self.zone, 60));
        if zone.is_some() && instant.is_none() {
            problems.add(
                "zone",
                Problem::Other {
                    what: "zone_unknown".into(),
                },
            );
        }
        let seats = problems.check("seats", number(&self.seats, 1, 100));
        let reviews = problems.check(
            "reviews_per_proposal",
            number(&self.reviews_per_proposal, 1, 20),
        );
        let grace = problems.check("grace_minutes", number(&self.grace_minutes, 0, 1_440));
        let consent = Consent::parse(&self.consent).ok_or(Problem::NotAChoice);
        let consent = problems.check("consent", consent);
        let teams = TeamVisibility::parse(&self.team_visibility).ok_or(Problem::NotAChoice);
        let teams = problems.check("team_visibility", teams);
        let others = OthersVisibility::parse(&self.others_visibility).ok_or(Problem::NotAChoice);
        let others = problems.check("others_visibility", others);
        let second = (&self.second_team_visibility, &self.second_others_visibility);
        let second_teams = or_first(second.0, teams, TeamVisibility::parse);
        let second_teams = problems.check("second_team_visibility", second_teams);
        let second_others = or_first(second.1, others, OthersVisibility::parse);
        let second_others = problems.check("second_others_visibility", second_others);
        let mut at = |field: &str, text: &str| {
            let time = LocalTime::parse(text);
            let at = time.and_then(|time| instant.map_or(Ok(0), |instant| instant(time)));
            problems.check(field, at)
        };
        let opens_at = at("opens_at", &self.opens_at);
        let closes_at = at("closes_at", &self.closes_at);
        let jury_opens_at = at("jury_opens_at", &self.jury_opens_at);
        let jury_closes_at = at("jury_closes_at", &self.jury_closes_at);
        let publishes_at = at("publishes_at", &self.publishes_at);
        instant?;
        let timeline = Timeline {
            opens_at: opens_at?,
            closes_at: closes_at?,
            grace_minutes: grace?,
            jury_opens_at: jury_opens_at?,
            jury_closes_at: jury_closes_at?,
            publishes_at: publishes_at?,
        };
        if let Err(crate::Error::Invalid(list)) = timeline.check() {
            for error in list {
                problems.add(error.field, error.problem);
            }
            return None;
        }
        let blind = BlindRules {
            teams: teams?,
            others: others?,
        };
        let second_blind = BlindRules {
            teams: second_teams??,
            others: second_others??,
        };
        Some(CheckedDraft {
            slug: slug?,
            name: name?,
            summary: summary?,
            zone: zone?,
            seats: seats?,
            reviews_per_proposal: reviews?,
            timeline,
            consent: consent?,
            blind,
            second_blind: (second_blind != blind).then_some(second_blind),
        })
    }
}

/// What a key says; `same` where it is [`AS_FIRST`] or nothing.
fn or_first<T>(
    key: &str,
    same: Option<T>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Problem> {
    if key.is_empty() || key == AS_FIRST {
        return Ok(same);
    }
    parse(key).map(Some).ok_or(Problem::NotAChoice)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn draft() -> CompetitionDraft {
        CompetitionDraft {
            slug: "Pilots-2027".into(),
            name: "Pilots".into(),
            summary: "Ten pilots".into(),
            zone: "Africa/Kigali".into(),
            seats: "10".into(),
            reviews_per_proposal: "4".into(),
            opens_at: "2027-03-01T08:00".into(),
            closes_at: "2027-03-31T17:00".into(),
            grace_minutes: "15".into(),
            jury_opens_at: "2027-04-05T08:00".into(),
            jury_closes_at: "2027-04-25T20:00".into(),
            publishes_at: "2027-05-03T12:00".into(),
            consent: "members".into(),
            team_visibility: "hidden".into(),
            others_visibility: "after_own".into(),
            ..CompetitionDraft::default()
        }
    }

    /// Minutes since year 0 with months of 31 days: ordered as the calendar is.
    fn ordered(t: LocalTime) -> Result<i64, Problem> {
        let days = (i64::from(t.year) * 12 + i64::from(t.month)) * 31 + i64::from(t.day);
        Ok(((days * 24 + i64::from(t.hour)) * 60 + i64::from(t.minute)) * 60_000)
    }

    fn check(draft: &CompetitionDraft) -> Result<CheckedDraft, Vec<crate::FieldError>> {
        let mut problems = Problems::new();
        let before = Localised::new(Language::En, "Before");
        let found = draft.check(
            &before,
            &before,
            Language::Fr,
            Some(&ordered),
            &mut problems,
        );
        found
            .filter(|_| !problems.any())
            .ok_or_else(|| problems.into_list())
    }

    #[test]
    fn draft_edited_in_french_keeps_its_english() {
        let checked = check(&draft()).unwrap();
        assert_eq!(checked.slug, "pilots-2027");
        assert_eq!(checked.name.get(Language::En), "Before");
        assert_eq!(checked.name.get(Language::Fr), "Pilots");
        assert_eq!((checked.seats, checked.reviews_per_proposal), (10, 4));
        assert!(!checked.blind.shows_teams());
        assert_eq!(checked.blind.others, OthersVisibility::AfterOwn);
        assert_eq!(checked.second_blind, None);
    }

    #[test]
    fn second_looks_have_rules_of_their_own_only_where_they_differ() {
        let of = |teams: &str, others: &str| {
            let draft = CompetitionDraft {
                second_team_visibility: teams.into(),
                second_others_visibility: others.into(),
                ..draft()
            };
            check(&draft).map(|checked| checked.second_blind)
        };
        let shown = BlindRules {
            teams: TeamVisibility::Shown,
            others: OthersVisibility::AfterOwn,
        };
        assert_eq!(of("shown", "").unwrap(), Some(shown));
        assert_eq!(of(AS_FIRST, "after_own").unwrap(), None);
        let wrong = of("some", "").unwrap_err();
        assert_eq!(wrong[0].field, "second_team_visibility");
    }

    #[test]
    fn draft_with_many_faults_names_all_of_them() {
        let bad = CompetitionDraft {
            slug: "no good".into(),
            summary: "x".repeat(2_001),
            seats: "101".into(),
            grace_minutes: "soon".into(),
            opens_at: String::new(),
            jury_opens_at: "2027-02-30T10:00".into(),
            others_visibility: String::new(),
            ..draft()
        };
        let fields: Vec<_> = check(&bad)
            .unwrap_err()
            .into_iter()
            .map(|e| (e.field, e.problem))
            .collect();
        assert_eq!(
            fields,
            [
                ("slug".into(), Problem::NotASlug),
                ("summary".into(), Problem::TooLong { max: 2_000 }),
                ("seats".into(), Problem::OutOfRange { min: 1, max: 100 }),
                ("grace_minutes".into(), Problem::NotANumber),
                ("others_visibility".into(), Problem::NotAChoice),
                ("opens_at".into(), Problem::Required),
                ("jury_opens_at".into(), Problem::NotADate),
            ]
        );
    }

    #[test]
    fn draft_whose_jury_begins_within_the_grace_is_refused() {
        let bad = CompetitionDraft {
            jury_opens_at: "2027-03-31T17:15".into(),
            ..draft()
        };
        assert_eq!(
            check(&bad).unwrap_err(),
            [crate::FieldError {
                field: "jury_opens_at".into(),
                problem: Problem::MustFollow {
                    field: "closes_at".into()
                }
            }]
        );
    }
}
