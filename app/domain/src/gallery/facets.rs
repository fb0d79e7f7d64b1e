//! How many cards each choice of a filter would show.

use super::Filter;
use crate::{
    money::Currency,
    selection::ProjectCard,
    vocabulary::{Province, Sector, TargetGroup},
};

/// The choices that occur in a gallery, each with the number of cards that it would show beside the other
/// filters. Choices that occur stay, also with nought, so that a menu does not change under one's hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// In the order of menus.
    pub sectors: Vec<(Sector, u32)>,
    /// In the order of menus.
    pub provinces: Vec<(Province, u32)>,
    /// By name.
    pub colleges: Vec<(String, u32)>,
    /// In the order of menus.
    pub groups: Vec<(TargetGroup, u32)>,
    /// Currencies in which projects ask.
    pub currencies: Vec<Currency>,
}

impl Facets {
    /// The choices of all `cards`, each with the names that [`Filter::admits`] takes, under a filter.
    #[must_use]
    pub fn of(cards: &[(ProjectCard, String)], filter: &Filter) -> Self {
        let own = filter.clone();
        let sectors = Filter {
            sector: None,
            ..own.clone()
        };
        let provinces = Filter {
            province: None,
            ..own.clone()
        };
        let colleges = Filter {
            college: None,
            ..own.clone()
        };
        let groups = Filter { group: None, ..own };
        let mut names: Vec<&String> = cards
            .iter()
            .filter_map(|(c, _)| c.college.as_ref())
            .collect();
        names.sort_unstable();
        names.dedup();
        Self {
            sectors: count(cards, &sectors, Sector::ALL.iter().copied(), |c, own| {
                c.sector == Some(*own)
            }),
            provinces: count(
                cards,
                &provinces,
                Province::ALL.iter().copied(),
                |c, own| c.province == Some(*own),
            ),
            colleges: count(cards, &colleges, names.into_iter().cloned(), |c, own| {
                c.college.as_ref() == Some(own)
            }),
            groups: count(
                cards,
                &groups,
                TargetGroup::ALL.iter().copied(),
                |c, own| c.target_groups.contains(own),
            ),
            currencies: Currency::ALL
                .into_iter()
                .filter(|own| cards.iter().any(|(card, _)| card.amount.currency == *own))
                .collect(),
        }
    }
}

fn count<T>(
    cards: &[(ProjectCard, String)],
    others: &Filter,
    choices: impl Iterator<Item = T>,
    has: impl Fn(&ProjectCard, &T) -> bool,
) -> Vec<(T, u32)> {
    let admitted: Vec<bool> = cards
        .iter()
        .map(|(card, names)| others.admits(card, names))
        .collect();
    choices
        .filter_map(|choice| {
            let having = || {
                cards
                    .iter()
                    .zip(&admitted)
                    .filter(|((card, _), _)| has(card, &choice))
            };
            having().next()?;
            let shown = having().filter(|(_, admitted)| **admitted).count();
            Some((choice, u32::try_from(shown).unwrap_or(u32::MAX)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::filters::tests::card;
    use super::*;

    #[test]
    fn facets_count_what_each_choice_would_show_beside_the_other_filters() {
        let water = ProjectCard {
            sector: Some(Sector::Water),
            province: Some(Province::Northern),
            college: Some("IPRC Musanze".into()),
            target_groups: vec![TargetGroup::Youth],
            ..card(2)
        };
        let filter = Filter {
            sector: Some(Sector::Energy),
            ..Filter::default()
        };
        let facets = Facets::of(
            &[card(1), water, card(3)].map(|card| (card, String::new())),
            &filter,
        );
        assert_eq!(facets.sectors, [(Sector::Energy, 2), (Sector::Water, 1)]);
        assert_eq!(
            facets.provinces,
            [(Province::Northern, 0), (Province::Southern, 2)]
        );
        assert_eq!(
            facets.colleges,
            [("IPRC Huye".to_owned(), 2), ("IPRC Musanze".to_owned(), 0)]
        );
        assert_eq!(
            facets.groups,
            [(TargetGroup::Women, 2), (TargetGroup::Youth, 2)]
        );
        assert_eq!(facets.currencies, [Currency::Rwf]);
    }
}
