//! Filters of the gallery, from the words of an address to a question about a card.

use crate::{
    FieldError, Problem,
    money::{Currency, Money},
    selection::ProjectCard,
    vocabulary::{Province, Sector, TargetGroup},
};

/// Filters as they stand in the address; an empty text is no filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GalleryQuery {
    /// Words that all must be found.
    pub words: String,
    /// Key of a [`Sector`].
    pub sector: String,
    /// Key of a [`Province`].
    pub province: String,
    /// Name of a college.
    pub college: String,
    /// Key of a [`TargetGroup`].
    pub group: String,
    /// Smallest amount asked for, as people write it.
    pub min: String,
    /// Largest amount asked for.
    pub max: String,
    /// Currency of both; only projects in it are compared.
    pub currency: String,
}

/// Filters that were understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Folded; all must be found.
    pub words: Vec<String>,
    /// Of this sector.
    pub sector: Option<Sector>,
    /// In this province.
    pub province: Option<Province>,
    /// At this college.
    pub college: Option<String>,
    /// For this group, among others.
    pub group: Option<TargetGroup>,
    /// At least this.
    pub min: Option<Money>,
    /// At most this.
    pub max: Option<Money>,
}

impl GalleryQuery {
    /// What was understood, and what was not: that is left out of the filter and named.
    #[must_use]
    pub fn read(&self) -> (Filter, Vec<FieldError>) {
        let mut problems = Vec::new();
        let currency = key(&self.currency, Currency::parse, "currency", &mut problems);
        let currency = currency.unwrap_or_default();
        let filter = Filter {
            words: fold(&self.words)
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            sector: key(&self.sector, Sector::parse, "sector", &mut problems),
            province: key(&self.province, Province::parse, "province", &mut problems),
            college: Some(self.college.trim())
                .filter(|name| !name.is_empty())
                .map(str::to_owned),
            group: key(&self.group, TargetGroup::parse, "group", &mut problems),
            min: amount(&self.min, currency, "min", &mut problems),
            max: amount(&self.max, currency, "max", &mut problems),
        };
        if let (Some(min), Some(max)) = (filter.min, filter.max)
            && min.minor > max.minor
        {
            problems.push(FieldError {
                field: "max".into(),
                problem: Problem::Other {
                    what: "max_below_min".into(),
                },
            });
        }
        (filter, problems)
    }
}

impl Filter {
    /// Whether a card is to be shown. `names` are words that a reader knows it by beside its own: need, sector, place and target
    /// groups, in the reader's language.
    #[must_use]
    pub fn admits(&self, card: &ProjectCard, names: &str) -> bool {
        self.sector.is_none_or(|own| card.sector == Some(own))
            && self.province.is_none_or(|own| card.province == Some(own))
            && self
                .college
                .as_ref()
                .is_none_or(|own| card.college.as_ref() == Some(own))
            && self
                .group
                .is_none_or(|own| card.target_groups.contains(&own))
            && self.affords(card.amount)
            && self.finds(card, names)
    }

    /// Whether nothing is filtered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn affords(&self, amount: Money) -> bool {
        let holds = |limit: Option<Money>, fits: fn(i64, i64) -> bool| {
            limit.is_none_or(|limit| {
                limit.currency == amount.currency && fits(amount.minor, limit.minor)
            })
        };
        holds(self.min, |asked, min| asked >= min) && holds(self.max, |asked, max| asked <= max)
    }

    fn finds(&self, card: &ProjectCard, names: &str) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let text = fold(&format!(
            "{}\n{}\n{}\n{}\n{}\n{names}",
            card.title,
            card.summary,
            card.team,
            card.college.as_deref().unwrap_or(""),
            card.district.as_deref().unwrap_or(""),
        ));
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

fn key<T>(
    text: &str,
    parse: impl Fn(&str) -> Option<T>,
    field: &str,
    problems: &mut Vec<FieldError>,
) -> Option<T> {
    if text.trim().is_empty() {
        return None;
    }
    let parsed = parse(text);
    if parsed.is_none() {
        problems.push(FieldError {
            field: field.into(),
            problem: Problem::NotAChoice,
        });
    }
    parsed
}

fn amount(
    text: &str,
    currency: Currency,
    field: &str,
    problems: &mut Vec<FieldError>,
) -> Option<Money> {
    if text.trim().is_empty() {
        return None;
    }
    match Money::parse(text, currency) {
        Ok(money) => Some(money),
        Err(problem) => {
            problems.push(FieldError {
                field: field.into(),
                problem,
            });
            None
        }
    }
}

/// Text for comparing: lower case, without the marks of Latin letters (`é` is `e`).
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => out.push('a'),
            'ç' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ñ' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => out.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            // Combining marks of decomposed text.
            '\u{300}'..='\u{36f}' => {}
            '’' => out.push('\''),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::selection::Members;

    const NAMES: &str = "Énergie\nFemmes\nDes briques sans bois";

    pub(in crate::gallery) fn card(number: i32) -> ProjectCard {
        ProjectCard {
            number,
            title: "Solar kiln".into(),
            summary: "Séchoir à briques pour les coopératives".into(),
            sector: Some(Sector::Energy),
            college: Some("IPRC Huye".into()),
            district: Some("Huye".into()),
            province: Some(Province::Southern),
            target_groups: vec![TargetGroup::Women, TargetGroup::Youth],
            amount: Money {
                minor: 5_000_000,
                currency: Currency::Rwf,
            },
            team: "Team Izuba".into(),
            members: Members::default(),
        }
    }

    fn query(change: impl Fn(&mut GalleryQuery)) -> GalleryQuery {
        let mut query = GalleryQuery::default();
        change(&mut query);
        query
    }

    fn admitted(change: impl Fn(&mut GalleryQuery)) -> bool {
        let (filter, problems) = query(change).read();
        assert_eq!(problems, []);
        filter.admits(&card(1), NAMES)
    }

    #[test]
    fn gallery_filter_admits_by_each_property() {
        assert!(admitted(|_| ()));
        assert!(admitted(|q| q.sector = "energy".into()));
        assert!(!admitted(|q| q.sector = "water".into()));
        assert!(admitted(|q| q.province = "southern".into()));
        assert!(!admitted(|q| q.province = "kigali".into()));
        assert!(admitted(|q| q.college = " IPRC Huye ".into()));
        assert!(!admitted(|q| q.college = "IPRC Tumba".into()));
        assert!(admitted(|q| q.group = "youth".into()));
        assert!(!admitted(|q| q.group = "farmers".into()));
    }

    #[test]
    fn gallery_words_are_found_without_case_and_accents_and_all_are_needed() {
        assert!(admitted(|q| q.words = "SECHOIR cooperatives huye".into()));
        assert!(admitted(|q| q.words = "séchoir izuba".into()));
        assert!(!admitted(|q| q.words = "séchoir bees".into()));
    }

    #[test]
    fn gallery_words_find_a_card_by_the_names_of_its_need_sector_and_groups() {
        for words in ["sans bois", "energie", "FEMMES", "briques izuba femmes"] {
            assert!(admitted(|q| q.words = words.into()), "{words}");
        }
        assert!(!admitted(|q| q.words = "women".into()), "another language");
        assert!(!admitted(|q| q.words = "femmes water".into()));
    }

    #[test]
    fn gallery_amounts_are_compared_in_their_own_currency_only() {
        assert!(admitted(|q| q.min = "5 000 000".into()));
        assert!(!admitted(|q| q.min = "5 000 001".into()));
        assert!(admitted(|q| q.max = "5,000,000".into()));
        assert!(!admitted(|q| q.max = "4 999 999".into()));
        assert!(!admitted(|q| {
            q.max = "999 999 999".into();
            q.currency = "EUR".into();
        }));
    }

    #[test]
    fn gallery_query_that_is_not_understood_is_named_and_left_out() {
        let (filter, problems) = query(|q| {
            q.sector = "magic".into();
            q.min = "many".into();
            q.province = "southern".into();
        })
        .read();
        assert_eq!(
            problems
                .iter()
                .map(|p| (p.field.as_str(), &p.problem))
                .collect::<Vec<_>>(),
            [
                ("sector", &Problem::NotAChoice),
                ("min", &Problem::NotANumber)
            ]
        );
        assert_eq!(
            filter,
            Filter {
                province: Some(Province::Southern),
                ..Filter::default()
            }
        );
        let (_, problems) = query(|q| {
            q.min = "10".into();
            q.max = "9".into();
        })
        .read();
        assert_eq!(problems.len(), 1);
    }
}
