//! The order of proposals: by score, ties by key.

use crate::observations::Observations;

/// Sorts items by score, the highest first. Scores no further apart than `tolerance` from a neighbour are tied and ordered
/// by key (the smaller first), then by position.
pub(crate) fn order(scores: &[f64], tolerance: f64, keys: &[[u8; 32]]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    let mut start = 0;
    while start < order.len() {
        let mut end = start + 1;
        while end < order.len() && scores[order[end - 1]] - scores[order[end]] <= tolerance {
            end += 1;
        }
        order[start..end].sort_by(|&a, &b| keys[a].cmp(&keys[b]).then(a.cmp(&b)));
        start = end;
    }
    order
}

/// All proposals, the best first: items in the [`order`] of their scores, with their item, then proposals without any score by key.
pub(crate) fn all(
    order: &[usize],
    observations: &Observations,
    keys: &[[u8; 32]],
) -> Vec<(u32, Option<usize>)> {
    let scored = order
        .iter()
        .map(|&item| (observations.items[item], Some(item)));
    let mut unscored = observations.unscored.clone();
    unscored.sort_by_key(|&proposal| (keys[proposal as usize], proposal));
    let unscored = unscored.into_iter().map(|proposal| (proposal, None));
    scored.chain(unscored).collect()
}

/// The keys of the items.
pub(crate) fn keys(observations: &Observations, keys: &[[u8; 32]]) -> Vec<[u8; 32]> {
    let items = observations.items.iter();
    items.map(|&item| keys[item as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_of_tied_scores_follows_the_keys() {
        let keys = [[9; 32], [1; 32], [5; 32], [0; 32]];
        assert_eq!(
            order(&[2.0, 2.0 + 1e-12, 2.0 - 1e-12, 1.0], 1e-9, &keys),
            [1, 2, 0, 3]
        );
        assert_eq!(order(&[2.0, 2.1, 1.9, 1.0], 1e-9, &keys), [1, 0, 2, 3]);
    }
}
