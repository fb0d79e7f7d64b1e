//! What is kept of a submitted text to compare it with others: its groups of words, as a few hundred bytes.
//!
//! A text is the set of all groups of [`GROUP`] words that follow each other in one of its answers; two texts resemble each
//! other as far as the groups in both are of the groups in either (Jaccard). A sketch keeps the smallest value over the
//! set for each of [`HASHES`] hash functions; the share of equal ones estimates that, with a standard error of at most 4.4
//! points (A. Broder, "On the resemblance and containment of documents", 1997). Stored sketches are compared for years:
//! whoever changes a constant or a function here makes all of them anew (a migration that forgets them is enough).

use crate::{
    gallery::fold,
    proposals::{AllAnswers, Answer},
};
use std::collections::BTreeSet;

/// Words of a group.
pub const GROUP: usize = 3;
/// Hash functions of a sketch.
const HASHES: usize = 128;
/// A text of fewer groups has no sketch: by chance two would have too much in common.
const FEWEST: usize = 20;

/// A sketch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch([u32; HASHES]);

impl Sketch {
    /// Of what a team typed as free text, its title among it. Labels, headings, chosen keys, numbers and tables of the
    /// form are no text of the team's. `None` when there is too little.
    #[must_use]
    pub fn of(answers: &AllAnswers) -> Option<Self> {
        let all = answers.values().flat_map(|section| section.0.values());
        Self::of_texts(all.filter_map(|answer| match answer {
            Answer::Text(text) => Some(text.as_str()),
            _ => None,
        }))
    }

    /// Of texts, whatever their order. No group reaches from one into another.
    #[must_use]
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let groups: BTreeSet<u64> = texts.into_iter().flat_map(groups).collect();
        if groups.len() < FEWEST {
            return None;
        }
        let salts: [u64; HASHES] =
            std::array::from_fn(|turn| mixed(GAMMA.wrapping_mul(turn as u64)));
        let mut smallest = [u32::MAX; HASHES];
        for group in groups {
            for (salt, smallest) in salts.iter().zip(&mut smallest) {
                let value = (mixed(group ^ salt) >> 32) as u32;
                if value < *smallest {
                    *smallest = value;
                }
            }
        }
        Some(Self(smallest))
    }

    /// As it is stored.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0
            .iter()
            .flat_map(|value| value.to_be_bytes())
            .collect()
    }

    /// Reads what was stored; `None` for anything else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (values, rest) = bytes.as_chunks();
        let values: Vec<u32> = values.iter().copied().map(u32::from_be_bytes).collect();
        let all = values.try_into().ok()?;
        rest.is_empty().then_some(Self(all))
    }

    /// How much two texts resemble each other, from 0 to 1.
    #[must_use]
    pub fn resemblance(&self, other: &Self) -> f64 {
        self.equal(other) as f64 / HASHES as f64
    }

    fn equal(&self, other: &Self) -> usize {
        let pairs = self.0.iter().zip(&other.0);
        pairs.map(|(one, other)| usize::from(one == other)).sum()
    }
}

/// The words of a text for comparing: letters and digits, without case and accents.
pub(super) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A number for each group of words.
fn groups(text: &str) -> Vec<u64> {
    let hash = |group: &[String]| fnv1a(group.join(" ").as_bytes());
    words(text).windows(GROUP).map(hash).collect()
}

/// FNV-1a of 64 bits (G. Fowler, L. C. Noll, K.-P. Vo; RFC 9923).
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The odd number next to 2^64 divided by the golden ratio.
const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// The mixing function of `SplitMix64` (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number
/// generators", 2014; as S. Vigna published it).
const fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposals::{Answers, Budget, BudgetLine};
    use proptest::prelude::*;

    /// The resemblance that a sketch estimates.
    fn exact(one: &str, other: &str) -> f64 {
        let set = |text| groups(text).into_iter().collect::<BTreeSet<u64>>();
        let (one, other) = (set(one), set(other));
        one.intersection(&other).count() as f64 / one.union(&other).count() as f64
    }

    fn estimated(one: &str, other: &str) -> f64 {
        let sketch = |text| Sketch::of_texts([text]).expect("long enough");
        sketch(one).resemblance(&sketch(other))
    }

    /// `count` words that occur nowhere else, unless with the same seed.
    fn text(seed: u64, count: u64) -> Vec<String> {
        let word = |turn| format!("w{}", mixed(seed << 32 | turn));
        (0..count).map(word).collect()
    }

    /// With every `step`th word replaced.
    fn changed(words: &[String], step: usize) -> Vec<String> {
        let replaced = |(at, word): (usize, &String)| match at % step {
            0 => format!("{word}x"),
            _ => word.clone(),
        };
        words.iter().enumerate().map(replaced).collect()
    }

    #[test]
    fn hash_functions_equal_the_published_examples() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
        let seed = 1_234_567_u64;
        assert_eq!(mixed(seed.wrapping_add(GAMMA)), 6_457_827_717_110_365_317);
        let second = seed.wrapping_add(GAMMA).wrapping_add(GAMMA);
        assert_eq!(mixed(second), 3_203_168_211_198_807_973);
    }

    #[test]
    fn sketch_of_the_same_text_is_the_same_in_every_version() {
        let text = text(7, 50).join(" ");
        let sketch = Sketch::of_texts([text.as_str()]).expect("long enough");
        assert_eq!(fnv1a(&sketch.to_bytes()), 12_766_219_048_512_299_987);
    }

    #[test]
    fn estimate_is_close_to_the_resemblance_that_it_stands_for() {
        let mut errors = Vec::new();
        for seed in 0..20 {
            for step in [2, 5, 10, 40] {
                let one = text(seed, 200);
                let (one, other) = (one.join(" "), changed(&one, step).join(" "));
                errors.push(estimated(&one, &other) - exact(&one, &other));
            }
        }
        let count = errors.len() as f64;
        let bias = errors.iter().sum::<f64>() / count;
        let spread = (errors.iter().map(|error| error * error).sum::<f64>() / count).sqrt();
        assert!(bias.abs() < 0.01, "{bias}");
        assert!(spread < 0.045, "{spread}");
    }

    #[test]
    fn case_accents_and_marks_make_no_other_text_but_order_and_language_do() {
        let french = "L’été, les mères préparent du miel pour les écoles de Huye, où l'eau reste chère ; \
             elles vendent aussi des bougies que l'on fabrique à partir de la cire des ruches voisines.";
        let typed = "l'ete les MERES preparent du miel pour les ecoles de huye **ou** l’eau reste chere \
             elles vendent aussi des bougies que l’on fabrique a partir de la cire des ruches voisines";
        let english = "In summer mothers prepare honey for the schools of Huye, where water stays expensive; \
             they also sell candles that are made from the wax of the hives of their neighbours.";
        let mut backwards: Vec<&str> = french.split_whitespace().collect();
        backwards.reverse();
        assert_eq!(estimated(french, typed), 1.0);
        assert!(estimated(french, english) < 0.05);
        assert!(estimated(french, &backwards.join(" ")) < 0.05);
    }

    #[test]
    fn choices_numbers_tables_and_section_names_do_not_count() {
        let answers = |words: &str| {
            let budget = Budget {
                lines: vec![
                    BudgetLine {
                        label: text(1, 60).join(" "),
                        ..BudgetLine::default()
                    };
                    2
                ],
                ..Budget::default()
            };
            let section = [
                ("summary", Answer::Text(words.to_owned())),
                ("target_groups", Answer::Choice(text(2, 60))),
                ("budget", Answer::Budget(budget)),
            ];
            let section = section.map(|(key, answer)| (key.to_owned(), answer));
            AllAnswers::from([("idea".to_owned(), Answers(section.into()))])
        };
        assert_eq!(Sketch::of(&answers("Only a few words")), None);
        let one = Sketch::of(&answers(&text(3, 60).join(" "))).expect("long enough");
        let other = Sketch::of(&answers(&text(4, 60).join(" "))).expect("long enough");
        assert_eq!(one.resemblance(&other), 0.0);
    }

    #[test]
    fn text_of_too_few_groups_has_no_sketch() {
        assert_eq!(Sketch::of(&AllAnswers::new()), None);
        assert_eq!(Sketch::of_texts(["", " \n", "…!"]), None);
        let words = text(1, 22);
        assert!(Sketch::of_texts([words.join(" ").as_str()]).is_some());
        assert_eq!(Sketch::of_texts([words[..21].join(" ").as_str()]), None);
        // Many short answers are as little text as one.
        let short = ["solar kiln", "for bricks", "in Huye"].repeat(20);
        assert_eq!(Sketch::of_texts(short), None);
        // And saying the same again does not make it more.
        let again = [words[..12].join(" "), words[..12].join(" ")];
        assert_eq!(Sketch::of_texts(again.iter().map(String::as_str)), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn estimate_is_near_for_any_texts_and_the_same_both_ways(
            seed in any::<u32>(), length in 40..200_u64, step in 2..50_usize, from in 0..30_usize,
        ) {
            let one = text(u64::from(seed), length);
            let other = changed(&one[from..], step);
            let (one, other) = (one.join(" "), other.join(" "));
            if exact(&one, &other) < 1.0 && groups(&other).len() >= FEWEST {
                let found = estimated(&one, &other);
                prop_assert!((found - exact(&one, &other)).abs() < 0.27);
                prop_assert_eq!(found, estimated(&other, &one));
            }
            prop_assert_eq!(estimated(&one, &one), 1.0);
        }

        #[test]
        fn sketch_survives_storage_and_the_order_of_answers(
            texts in proptest::collection::vec("\\PC{0,200}", 0..6)
        ) {
            let sketch = Sketch::of_texts(texts.iter().map(String::as_str));
            let backwards = Sketch::of_texts(texts.iter().rev().map(String::as_str));
            prop_assert_eq!(&sketch, &backwards);
            if let Some(sketch) = sketch {
                let stored = sketch.to_bytes();
                prop_assert_eq!(Sketch::from_bytes(&stored), Some(sketch));
                prop_assert_eq!(Sketch::from_bytes(&stored[1..]), None);
            }
        }
    }
}
