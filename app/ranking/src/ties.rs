//! The order of proposals: by score, ties by key.

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
