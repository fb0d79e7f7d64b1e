//! What can be asked of the organiser's list of submitted proposals. It stands in the list's address, whole.

use super::ScreeningState;
use crate::{CollegeId, Language, gallery::fold, vocabulary::Sector};
use serde::{Deserialize, Serialize};

/// What stands in the address when no column is chosen at all: a form that leaves everything out would ask for the usual.
pub const NO_COLUMNS: &str = "none";

crate::vocabulary::vocabulary! {
    /// What the list can be sorted by.
    ProposalSort {
        /// The proposal's number.
        Number = "number",
        /// Its title, by letters.
        Title = "title",
        /// When it was last submitted.
        Submitted = "submitted",
        /// How many reviews have come in.
        Received = "received",
    }
}

crate::vocabulary::vocabulary! {
    /// When a submission arrived that did not come by everybody's deadline.
    Arrival {
        /// One or the other.
        After = "after",
        /// In the grace.
        Grace = "grace",
        /// In time that only this proposal had.
        Extended = "extended",
    }
}

crate::vocabulary::vocabulary! {
    /// What the list can show beside number, title and state, which it always does.
    ListColumn {
        /// The team's name.
        Team = "team",
        /// The host college.
        College = "college",
        /// The sector.
        Sector = "sector",
        /// Language of the content.
        Language = "language",
        /// What it asks for.
        Amount = "amount",
        /// When it was last submitted, and whether late.
        Submitted = "submitted",
        /// How many reviews have come in.
        Reviews = "reviews",
    }
}

impl ListColumn {
    /// What is shown to whoever chooses nothing.
    pub const USUAL: [Self; 5] = [
        Self::Team,
        Self::College,
        Self::Sector,
        Self::Submitted,
        Self::Reviews,
    ];
}

/// What to show. The default is everything by number, with the usual columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// Only this state.
    pub state: Option<ScreeningState>,
    /// Only this sector.
    pub sector: Option<Sector>,
    /// Only this college.
    pub college: Option<CollegeId>,
    /// Only this language of the content.
    pub language: Option<Language>,
    /// Only those that arrived so.
    pub arrival: Option<Arrival>,
    /// Words of the title and the team's name, or a number; blank for all.
    pub words: String,
    /// Order.
    pub sort: ProposalSort,
    /// Largest first.
    pub descending: bool,
    /// 1 for the first page.
    pub page: u32,
    /// In the order of [`ListColumn::ALL`].
    pub columns: Vec<ListColumn>,
}

impl Default for ListQuery {
    fn default() -> Self {
        Self {
            state: None,
            sector: None,
            college: None,
            language: None,
            arrival: None,
            words: String::new(),
            sort: ProposalSort::Number,
            descending: false,
            page: 1,
            columns: ListColumn::USUAL.to_vec(),
        }
    }
}

impl ListQuery {
    /// Reads the parts of an address. What is unknown is as if it were not there: an address is not a form.
    #[must_use]
    pub fn from_address<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self::default();
        let mut chosen = None;
        for (name, value) in parts {
            match name {
                "state" => query.state = ScreeningState::parse(value),
                "sector" => query.sector = Sector::parse(value),
                "college" => query.college = value.parse().ok(),
                "language" => query.language = Language::parse(value),
                "arrival" => query.arrival = Arrival::parse(value),
                "q" => query.words = value.trim().chars().take(200).collect(),
                "sort" => {
                    query.descending = value.starts_with('-');
                    let sort = value.strip_prefix('-').unwrap_or(value);
                    query.sort = ProposalSort::parse(sort).unwrap_or(ProposalSort::Number);
                }
                "page" => query.page = value.parse().unwrap_or(1).clamp(1, 1_000_000),
                "cols" if ListColumn::parse(value).is_some() || value == NO_COLUMNS => {
                    let chosen = chosen.get_or_insert_with(Vec::new);
                    chosen.extend(ListColumn::parse(value));
                }
                _ => {}
            }
        }
        if let Some(chosen) = chosen {
            query.columns = ListColumn::ALL.to_vec();
            query.columns.retain(|column| chosen.contains(column));
        }
        query
    }

    /// The parts of its address: what differs from the default, so that reading them gives the same again.
    #[must_use]
    pub fn parts(&self) -> Vec<(&'static str, String)> {
        let mut parts = Vec::new();
        let mut put = |name, value: Option<String>| parts.extend(value.map(|value| (name, value)));
        put(
            "q",
            Some(self.words.clone()).filter(|words| !words.is_empty()),
        );
        put("state", self.state.map(|state| state.key().to_owned()));
        put("sector", self.sector.map(|sector| sector.key().to_owned()));
        put("college", self.college.map(|college| college.to_string()));
        put("language", self.language.map(|own| own.code().to_owned()));
        put(
            "arrival",
            self.arrival.map(|arrival| arrival.key().to_owned()),
        );
        let sign = if self.descending { "-" } else { "" };
        let sort = format!("{sign}{}", self.sort.key());
        put(
            "sort",
            Some(sort).filter(|sort| sort != ProposalSort::Number.key()),
        );
        put("page", (self.page > 1).then(|| self.page.to_string()));
        if self.columns != ListColumn::USUAL {
            if self.columns.is_empty() {
                put("cols", Some(NO_COLUMNS.to_owned()));
            }
            for column in &self.columns {
                put("cols", Some(column.key().to_owned()));
            }
        }
        parts
    }

    /// Whether a column is shown.
    #[must_use]
    pub fn shows(&self, column: ListColumn) -> bool {
        self.columns.contains(&column)
    }
}

/// Whether a proposal answers what was typed into the search: its exact number (`12` or `#12`), or a title and a team's
/// name in which every word occurs, whatever the case and the accents.
#[must_use]
pub fn answers(words: &str, number: i32, title: &str, team: &str) -> bool {
    let words = words.trim();
    if words.strip_prefix('#').unwrap_or(words).parse() == Ok(number) {
        return true;
    }
    let (title, team) = (fold(title), fold(team));
    fold(words)
        .split_whitespace()
        .all(|word| title.contains(word) || team.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prelude::*, sample};

    #[test]
    fn search_takes_every_word_of_title_and_team_or_the_exact_number() {
        let kiln = |words| answers(words, 3, "A Kiln fired by solar heat", "Équipe Ubuki");
        assert!(kiln("solar KILN"));
        assert!(!kiln("solar wind"));
        assert!(kiln("ubuki"));
        assert!(kiln("equipe kiln"));
        assert!(kiln("ÉQUIPE"));
        assert!(!kiln("equipe bees"));
        let bees = |words| answers(words, 12, "Bees", "Hive");
        assert!(bees("#12"));
        assert!(bees(" 12 "));
        assert!(!bees("1"));
        assert!(answers("1", 12, "1 hive for each", ""));
        assert!(answers("", 1, "", ""));
        assert!(!bees("%"));
    }

    #[test]
    fn address_with_unknown_parts_shows_everything() {
        let odd = [
            "state", "sector", "college", "language", "arrival", "sort", "cols", "else",
        ];
        let odd = odd.into_iter().map(|name| (name, "odd"));
        let parts = odd.chain([("q", " "), ("page", "0")]);
        assert_eq!(ListQuery::from_address(parts), ListQuery::default());
        let query = ListQuery::from_address([
            ("state", "returned"),
            ("sector", "energy"),
            ("college", ""),
            ("language", "rw"),
            ("arrival", "grace"),
            ("q", "bees"),
            ("sort", "-title"),
            ("page", "3"),
        ]);
        assert_eq!(query.state, Some(ScreeningState::Returned));
        assert_eq!(query.sector, Some(Sector::Energy));
        assert_eq!(query.language, Some(Language::Rw));
        assert_eq!(query.arrival, Some(Arrival::Grace));
        assert_eq!((query.sort, query.descending), (ProposalSort::Title, true));
        assert_eq!((query.words.as_str(), query.page), ("bees", 3));
    }

    #[test]
    fn address_names_columns_in_any_order_and_also_that_there_are_none() {
        let columns = |keys: &[&'static str]| {
            ListQuery::from_address(keys.iter().map(|key| ("cols", *key))).columns
        };
        assert_eq!(columns(&[]), ListColumn::USUAL);
        assert_eq!(columns(&["odd"]), ListColumn::USUAL);
        assert_eq!(columns(&[NO_COLUMNS]), []);
        let two = [ListColumn::College, ListColumn::Language];
        assert_eq!(
            columns(&[NO_COLUMNS, "language", "college", "language"]),
            two
        );
        let usual = ["reviews", "submitted", "sector", "college", "team"];
        let query = ListQuery::from_address(usual.map(|key| ("cols", key)));
        assert_eq!(query.parts(), []);
    }

    fn some<T: Clone + std::fmt::Debug + 'static>(
        all: &'static [T],
    ) -> impl Strategy<Value = Option<T>> {
        proptest::option::of(sample::select(all))
    }

    proptest! {
        #[test]
        fn parts_of_an_address_read_back_are_the_same_query(
            state in some(ScreeningState::ALL),
            sector in some(Sector::ALL),
            language in some(&Language::ALL),
            arrival in some(Arrival::ALL),
            college in proptest::option::of(any::<u128>()),
            words in "[a-zé&%=]{0,5}",
            sort in sample::select(ProposalSort::ALL),
            descending in any::<bool>(),
            page in 1..1000_u32,
            columns in sample::subsequence(ListColumn::ALL, 0..=ListColumn::ALL.len()),
        ) {
            let college = college.map(|id| CollegeId(uuid::Uuid::from_u128(id)));
            let query = ListQuery {
                state, sector, college, language, arrival, words, sort, descending, page, columns,
            };
            let parts = query.parts();
            let parts = parts.iter().map(|(name, value)| (*name, value.as_str()));
            prop_assert_eq!(ListQuery::from_address(parts), query);
        }
    }
}
