//! Counting over draws: seats won, ranks taken, scores drawn. Knows nothing of the model.

/// Drawn scores kept one by one up to this many; beyond, their mean and standard deviation are enough.
const KEPT_SCORES: usize = 4_000_000;
/// Up to this many rank counts per proposal; with more proposals several ranks share a count.
const RANK_COUNTS: usize = 512;
/// 95 % quantile of the standard normal.
const NORMAL_95: f64 = 1.644_853_626_951_472_6;

/// What happened to every proposal over the draws.
pub(crate) struct Tally {
    seats: usize,
    draws: u32,
    seated: Vec<u32>,
    /// Ranks per count.
    width: usize,
    counts: usize,
    ranks: Vec<u32>,
    /// All scores by item, or empty.
    scores: Vec<f64>,
    capacity: usize,
    shift: Vec<f64>,
    sums: Vec<f64>,
    squares: Vec<f64>,
    keys: Vec<u64>,
}

impl Tally {
    pub fn new(items: usize, seats: u32, draws: u32) -> Self {
        let width = items.div_ceil(RANK_COUNTS).max(1);
        let counts = items.div_ceil(width);
        let keeps = items.saturating_mul(draws as usize) <= KEPT_SCORES;
        Tally {
            seats: seats as usize,
            draws: 0,
            seated: vec![0; items],
            width,
            counts,
            ranks: vec![0; items * counts],
            scores: if keeps {
                vec![0.0; items * draws as usize]
            } else {
                Vec::new()
            },
            capacity: draws as usize,
            shift: vec![0.0; items],
            sums: vec![0.0; items],
            squares: vec![0.0; items],
            keys: Vec::with_capacity(items),
        }
    }

    pub fn items(&self) -> usize {
        self.seated.len()
    }

    /// Counts one joint draw: one score per item.
    pub fn add(&mut self, scores: impl Iterator<Item = f64>) {
        let items = self.items();
        // The item takes the place of the score's last bits, so that whole numbers can be sorted. Twelve bits of
        // fraction would do for ranks; with 10,000 items 38 are left.
        let bits = usize::BITS - items.leading_zeros();
        let mask = (1u64 << bits) - 1;
        self.keys.clear();
        let at = self.draws as usize;
        for (item, score) in scores.enumerate() {
            self.keys.push((descending(score) & !mask) | item as u64);
            if self.scores.is_empty() {
                if at == 0 {
                    self.shift[item] = score;
                }
                let distance = score - self.shift[item];
                self.sums[item] += distance;
                self.squares[item] += distance * distance;
            } else {
                self.scores[item * self.capacity + at] = score;
            }
        }
        self.keys.sort_unstable();
        for (position, key) in self.keys.iter().enumerate() {
            let item = (key & mask) as usize;
            self.ranks[item * self.counts + position / self.width] += 1;
            self.seated[item] += u32::from(position < self.seats);
        }
        self.draws += 1;
    }

    /// Share of the draws in which the item was among the seats.
    pub fn p_selected(&self, item: usize) -> f64 {
        f64::from(self.seated[item]) / f64::from(self.draws)
    }

    /// Central 90 % of the drawn ranks (rounded outwards where ranks share a count).
    pub fn rank_interval(&self, item: usize) -> (u32, u32) {
        let counts = &self.ranks[item * self.counts..][..self.counts];
        let low = quantile_position(counts, 0.05 * f64::from(self.draws));
        let high = quantile_position(counts, 0.95 * f64::from(self.draws));
        (
            (low * self.width + 1) as u32,
            ((high + 1) * self.width).min(self.items()) as u32,
        )
    }

    /// Central 90 % of the drawn scores.
    pub fn interval(&self, item: usize) -> (f64, f64) {
        let draws = f64::from(self.draws);
        if self.scores.is_empty() {
            let mean = self.sums[item] / draws;
            let variance = (self.squares[item] / draws - mean * mean).max(0.0);
            let (centre, reach) = (self.shift[item] + mean, NORMAL_95 * variance.sqrt());
            return (centre - reach, centre + reach);
        }
        let mut scores = self.scores[item * self.capacity..][..self.draws as usize].to_vec();
        scores.sort_unstable_by(f64::total_cmp);
        (quantile(&scores, 0.05), quantile(&scores, 0.95))
    }
}

fn quantile_position(counts: &[u32], target: f64) -> usize {
    let mut sum = 0.0;
    for (position, &count) in counts.iter().enumerate() {
        sum += f64::from(count);
        if sum >= target && count > 0 {
            return position;
        }
    }
    counts.len().saturating_sub(1)
}

/// Linear between the two nearest of the sorted values.
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let at = p * (sorted.len() - 1) as f64;
    let below = at as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (at - below as f64) * (sorted[above] - sorted[below])
}

/// A whole number that falls as the score rises.
fn descending(score: f64) -> u64 {
    let bits = score.to_bits();
    if bits >> 63 == 1 {
        bits
    } else {
        bits ^ (u64::MAX >> 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descending_keys_sort_scores_from_high_to_low() {
        let scores = [1e300, 7.5, 1.0, 1e-300, 0.0, -1e-300, -2.0, -1e300];
        assert!(
            scores
                .windows(2)
                .all(|pair| descending(pair[0]) < descending(pair[1]))
        );
    }

    #[test]
    fn tally_counts_seats_and_ranks() {
        let mut tally = Tally::new(3, 1, 10);
        for draw in 0..10 {
            let first = if draw < 6 { 3.0 } else { 1.5 };
            tally.add([first, 2.0, 1.0].into_iter());
        }
        assert_eq!(
            [0, 1, 2].map(|item| tally.p_selected(item)),
            [0.6, 0.4, 0.0]
        );
        assert_eq!(
            [0, 1, 2].map(|item| tally.rank_interval(item)),
            [(1, 2), (1, 2), (3, 3)]
        );
        assert_eq!(tally.interval(2), (1.0, 1.0));
        assert_eq!(tally.interval(0), (1.5, 3.0));
    }

    #[test]
    fn tally_of_many_items_has_rank_intervals_that_hold_the_rank() {
        let mut tally = Tally::new(1_300, 10, 2);
        for _ in 0..2 {
            tally.add((0..1_300).map(|item| -f64::from(item)));
        }
        let (low, high) = tally.rank_interval(700);
        assert!(low <= 701 && high >= 701 && high - low < 3, "{low}..{high}");
        assert_eq!(tally.p_selected(9), 1.0);
        assert_eq!(tally.p_selected(10), 0.0);
    }

    #[test]
    fn interval_of_many_draws_follows_from_mean_and_deviation() {
        let mut tally = Tally::new(1, 1, 5_000_000);
        for draw in 0..1_000 {
            tally.add([100.0 + if draw % 2 == 0 { 1.0 } else { -1.0 }].into_iter());
        }
        let (low, high) = tally.interval(0);
        assert!(
            (low - (100.0 - NORMAL_95)).abs() < 1e-9 && (high - (100.0 + NORMAL_95)).abs() < 1e-9
        );
    }
}
