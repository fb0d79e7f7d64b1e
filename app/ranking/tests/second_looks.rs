//! Extra reviews go where the doubt per review is greatest.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use ranking::{NotAChance, Standing, second_looks};

fn standing(p_selected: f64, reviews: u32, room: u32) -> Standing {
    Standing {
        p_selected,
        reviews,
        room,
    }
}

#[test]
fn looks_go_to_the_cut_line_and_to_those_with_few_reviews() {
    let proposals = [
        standing(1.0, 4, 9),
        standing(0.9, 4, 9),
        standing(0.5, 4, 9),
        standing(0.5, 2, 9),
        standing(0.0, 4, 9),
    ];
    // .25/2, .25/3, then .25/4 for both, of which the first has the lower position.
    assert_eq!(second_looks(&proposals, 3).unwrap(), [0, 0, 1, 2, 0]);
    assert_eq!(second_looks(&proposals, 4).unwrap(), [0, 0, 1, 3, 0]);
    assert_eq!(second_looks(&proposals, 0).unwrap(), [0; 5]);
    // .09/4 is more than .25/12, .09/6 is less.
    assert_eq!(second_looks(&proposals, 20).unwrap(), [0, 2, 9, 9, 0]);
}

#[test]
fn looks_end_where_room_or_doubt_ends() {
    let proposals = [
        standing(0.4, 3, 2),
        standing(0.5, 0, 1),
        standing(1.0, 0, 5),
        standing(0.5, 3, 0),
    ];
    assert_eq!(second_looks(&proposals, 1).unwrap(), [0, 1, 0, 0]);
    assert_eq!(second_looks(&proposals, 90).unwrap(), [2, 1, 0, 0]);
    assert!(second_looks(&[], 5).unwrap().is_empty());
}

#[test]
fn looks_without_a_chance_are_refused() {
    for wrong in [f64::NAN, -0.1, 1.1, f64::INFINITY] {
        let proposals = [standing(0.5, 1, 1), standing(wrong, 1, 1)];
        assert_eq!(second_looks(&proposals, 1), Err(NotAChance { proposal: 1 }));
    }
    assert_eq!(second_looks(&[standing(-0.0, 1, 1)], 1), Ok(vec![0]));
}

proptest! {
    #[test]
    fn looks_are_those_of_choosing_the_most_urgent_one_by_one(
        proposals in prop::collection::vec((0u32..=20, 0u32..6, 0u32..5), 0..12), budget in 0u32..30,
    ) {
        let proposals: Vec<Standing> = (proposals.into_iter())
            .map(|(p, reviews, room)| standing(f64::from(p) / 20.0, reviews, room))
            .collect();
        let mut looks = vec![0; proposals.len()];
        for _ in 0..budget {
            let doubt = |i: usize| proposals[i].p_selected * (1.0 - proposals[i].p_selected);
            let urgency = |i: usize| doubt(i) / f64::from(proposals[i].reviews + looks[i]);
            let mut best: Option<usize> = None;
            for i in 0..proposals.len() {
                if looks[i] < proposals[i].room && doubt(i) > 0.0
                    && best.is_none_or(|b| (urgency(i), doubt(i)) > (urgency(b), doubt(b)))
                {
                    best = Some(i);
                }
            }
            let Some(best) = best else { break };
            looks[best] += 1;
        }
        prop_assert_eq!(second_looks(&proposals, budget), Ok(looks));
    }
}
