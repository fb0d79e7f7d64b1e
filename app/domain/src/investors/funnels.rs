//! What organisers see of interests: counts and sums, never a message, a name or an address.

use super::InterestState;
use crate::money::{Currency, Money};
use serde::{Deserialize, Serialize};

/// Interests of one state in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Their state.
    pub state: InterestState,
    /// How many.
    pub count: u32,
    /// Their sum; absent for those that name no amount.
    pub sum: Option<Money>,
}

/// Counts and sums of a set of interests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tally(pub Vec<Share>);

impl Tally {
    /// How many are in a state, whatever their currency.
    #[must_use]
    pub fn count(&self, state: InterestState) -> u32 {
        self.of(state).map(|share| share.count).sum()
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.0.iter().map(|share| share.count).sum()
    }

    /// The sums of a state, one for each currency that occurs, in the order of menus. Currencies are never
    /// added to each other.
    #[must_use]
    pub fn sums(&self, state: InterestState) -> Vec<Money> {
        Currency::ALL
            .into_iter()
            .filter_map(|currency| {
                self.of(state)
                    .filter_map(|share| share.sum)
                    .filter(|sum| sum.currency == currency)
                    .map(|sum| sum.minor)
                    .reduce(i64::saturating_add)
                    .map(|minor| Money { minor, currency })
            })
            .collect()
    }

    fn of(&self, state: InterestState) -> impl Iterator<Item = &Share> {
        self.0.iter().filter(move |share| share.state == state)
    }
}

/// A selected project and the interests in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunnelRow {
    /// Of the proposal.
    pub number: i32,
    /// Of the project.
    pub title: String,
    /// Its interests.
    pub tally: Tally,
}

/// All selected projects by rank, also those that nobody is interested in yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Funnel(pub Vec<FunnelRow>);

impl Funnel {
    /// The interests of all projects together.
    #[must_use]
    pub fn total(&self) -> Tally {
        Tally(
            self.0
                .iter()
                .flat_map(|row| row.tally.0.iter().copied())
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(state: InterestState, count: u32, sum: Option<(i64, Currency)>) -> Share {
        Share {
            state,
            count,
            sum: sum.map(|(minor, currency)| Money { minor, currency }),
        }
    }

    #[test]
    fn tally_never_adds_currencies_to_each_other() {
        use InterestState::{Accepted, Open};
        let row = |tally| FunnelRow {
            number: 1,
            title: "Kiln".into(),
            tally: Tally(tally),
        };
        let funnel = Funnel(vec![
            row(vec![
                share(Open, 2, Some((500, Currency::Eur))),
                share(Open, 1, None),
                share(Accepted, 1, Some((7, Currency::Rwf))),
            ]),
            row(vec![
                share(Open, 1, Some((40, Currency::Rwf))),
                share(Open, 3, Some((100, Currency::Eur))),
            ]),
        ]);
        let all = funnel.total();
        assert_eq!(all.count(Open), 7);
        assert_eq!(all.total(), 8);
        assert_eq!(
            all.sums(Open),
            [
                Money {
                    minor: 40,
                    currency: Currency::Rwf
                },
                Money {
                    minor: 600,
                    currency: Currency::Eur
                }
            ]
        );
        assert_eq!(all.sums(InterestState::Declined), []);
    }
}
