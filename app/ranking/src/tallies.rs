//! Counting over draws: seats won, ranks taken, scores drawn. Knows nothing of the model.

use crate::sorters::Sorter;

/// Drawn scores kept one by one up to this many; beyond, their mean and standard deviation are enough.
const KEPT_SCORES: usize = 4_000_000;
/// Up to this many rank counts per proposal; with more proposals several ranks (a power of two) share a count.
const RANK_COUNTS: usize = 1024;
/// 95 % quantile of the standard normal.
const NORMAL_95: f64 = 1.644_853_626_951_472_6;

/// Draws that are worked on together.
pub(crate) const LANES: usize = 8;
/// Draws whose ranks wait to be counted together: the counts of all items are too many for the cache.
const WAITING: usize = 4 * LANES;

/// What happened to every proposal over the draws.
pub(crate) struct Tally {
    seats: u32,
    draws: u32,
    seated: Vec<u32>,
    /// Power of two of the ranks per count.
    width: u32,
    counts: usize,
    ranks: Vec<u32>,
    /// All scores by item, or empty.
    scores: Vec<f64>,
    capacity: usize,
    shift: Vec<f64>,
    sums: Vec<f64>,
    squares: Vec<f64>,
    sorter: Sorter,
    /// Positions of all items draw by draw, and how many draws wait.
    places: Vec<u32>,
    waiting: usize,
}

impl Tally {
    pub fn new(items: usize, seats: u32, draws: u32) -> Self {
        let width = items.div_ceil(RANK_COUNTS).next_power_of_two().ilog2();
        let counts = (items >> width) + 1;
        let keeps = items.saturating_mul(draws as usize) <= KEPT_SCORES;
        let moments = if keeps { 0 } else { items };
        Tally {
            seats,
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
            shift: vec![0.0; moments],
            sums: vec![0.0; moments],
            squares: vec![0.0; moments],
            sorter: Sorter::new(items),
            places: vec![0; WAITING * items],
            waiting: 0,
        }
    }

    pub fn items(&self) -> usize {
        self.seated.len()
    }

    /// Takes the first `lanes` joint draws: one score per item in each.
    pub fn add(&mut self, scores: &[[f64; LANES]], lanes: usize) {
        self.keep(scores, lanes);
        let (mut high, mut low) = ([f64::NEG_INFINITY; LANES], [f64::INFINITY; LANES]);
        for row in scores {
            for lane in 0..LANES {
                high[lane] = if row[lane] > high[lane] {
                    row[lane]
                } else {
                    high[lane]
                };
                low[lane] = if row[lane] < low[lane] {
                    row[lane]
                } else {
                    low[lane]
                };
            }
        }
        for lane in 0..lanes {
            let drawn = scores.iter().map(|row| row[lane]);
            let order = self.sorter.sort(drawn, high[lane], low[lane]);
            let places = &mut self.places[self.waiting * scores.len()..][..scores.len()];
            for (position, item) in (0u32..).zip(order) {
                places[item] = position;
            }
            self.waiting += 1;
        }
        if self.waiting + LANES > WAITING {
            self.count();
        }
        self.draws += lanes as u32;
    }

    /// Counts the draws that wait; to be called after the last one.
    pub fn count(&mut self) {
        let items = self.items();
        for item in 0..items {
            let counts = &mut self.ranks[item * self.counts..][..self.counts];
            let mut seated = 0;
            for draw in 0..self.waiting {
                let position = self.places[draw * items + item];
                counts[(position >> self.width) as usize] += 1;
                seated += u32::from(position < self.seats);
            }
            self.seated[item] += seated;
        }
        self.waiting = 0;
    }

    fn keep(&mut self, scores: &[[f64; LANES]], lanes: usize) {
        let at = self.draws as usize;
        if !self.scores.is_empty() {
            for (item, row) in scores.iter().enumerate() {
                let place = &mut self.scores[item * self.capacity..][at..self.capacity];
                // Whole rows are quicker; what is too much is written over by the next draws.
                match place.first_chunk_mut() {
                    Some(whole) => *whole = *row,
                    None => place[..lanes].copy_from_slice(&row[..lanes]),
                }
            }
            return;
        }
        for (item, row) in scores.iter().enumerate() {
            if at == 0 {
                self.shift[item] = row[0];
            }
            for score in &row[..lanes] {
                let distance = score - self.shift[item];
                self.sums[item] += distance;
                self.squares[item] += distance * distance;
            }
        }
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
            ((low << self.width) + 1) as u32,
            ((high + 1) << self.width).min(self.items()) as u32,
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
        let scores = &self.scores[item * self.capacity..][..self.draws as usize];
        quantiles(scores, [0.05, 0.95]).into()
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

/// Linear between the two nearest of the values in order.
fn quantiles<const N: usize>(values: &[f64], shares: [f64; N]) -> [f64; N] {
    const STRIDE: usize = 16;
    let last = values.len() - 1;
    let mut sample: Vec<f64> = values.iter().copied().step_by(STRIDE).collect();
    let mut near = shares.map(|share| {
        let position = (share * last as f64) as usize;
        Near::new(&mut sample, position, position / STRIDE, values.len() / 8)
    });
    for &value in values {
        for near in &mut near {
            near.take(value);
        }
    }
    let mut found = shares;
    for (share, near) in found.iter_mut().zip(near) {
        let at = *share * last as f64;
        let (low, high) = near.pair(values);
        *share = low + (at - (at as usize) as f64) * (high - low);
    }
    found
}

/// Values among which the one at `position` of the order and its successor are. A sample tells where to look; where it misleads, all
/// values are the answer.
struct Near {
    position: usize,
    low: f64,
    high: f64,
    /// How many are smaller than `low`.
    skipped: usize,
    /// How many lie between, and these; the last place takes what is one too many.
    count: usize,
    values: Vec<f64>,
}

impl Near {
    /// `centre` is the position in the sample; at most `most` values, twice as many as the sample promises.
    fn new(sample: &mut [f64], position: usize, centre: usize, most: usize) -> Self {
        let reach = sample.len() / 32;
        let (first, last) = (centre.saturating_sub(reach), centre + reach);
        let (mut low, mut high) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        if last < sample.len() {
            let mut nth = |at: usize| *sample.select_nth_unstable_by(at, f64::total_cmp).1;
            high = nth(last);
            low = if first > 0 { nth(first) } else { low };
        }
        Near {
            position,
            low,
            high,
            skipped: 0,
            count: 0,
            values: vec![0.0; most + 1],
        }
    }

    #[inline]
    fn take(&mut self, value: f64) {
        let end = self.values.len() - 1;
        self.values[self.count.min(end)] = value;
        self.skipped += usize::from(value < self.low);
        self.count += usize::from(value >= self.low && value <= self.high);
    }

    /// The value at the position and the next one.
    fn pair(mut self, all: &[f64]) -> (f64, f64) {
        let known = self.skipped..(self.skipped + self.count).saturating_sub(1);
        if self.count < self.values.len() && known.contains(&self.position) {
            self.values.truncate(self.count);
        } else {
            self.values = all.to_vec();
            self.skipped = 0;
        }
        let at = self.position - self.skipped;
        let (_, &mut low, above) = self.values.select_nth_unstable_by(at, f64::total_cmp);
        let high = above.iter().copied().min_by(f64::total_cmp);
        (low, high.unwrap_or(low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same scores in several lanes at once, then in the rest.
    fn add(tally: &mut Tally, scores: &[f64], times: usize) {
        let rows: Vec<[f64; LANES]> = scores.iter().map(|&score| [score; LANES]).collect();
        let mut left = times;
        while left > 0 {
            tally.add(&rows, left.min(LANES));
            left -= left.min(LANES);
        }
        tally.count();
    }

    #[test]
    fn tally_counts_seats_and_ranks() {
        let mut tally = Tally::new(3, 1, 10);
        add(&mut tally, &[3.0, 2.0, 1.0], 6);
        add(&mut tally, &[1.5, 2.0, 1.0], 4);
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
        let scores: Vec<f64> = (0..1_300).map(|item| -f64::from(item)).collect();
        add(&mut tally, &scores, 2);
        let (low, high) = tally.rank_interval(700);
        assert!(low <= 701 && high >= 701 && high - low < 3, "{low}..{high}");
        assert_eq!(tally.p_selected(9), 1.0);
        assert_eq!(tally.p_selected(10), 0.0);
    }

    #[test]
    fn interval_of_many_draws_follows_from_mean_and_deviation() {
        let mut tally = Tally::new(1, 1, 5_000_000);
        add(&mut tally, &[101.0], 500);
        add(&mut tally, &[99.0], 500);
        let (low, high) = tally.interval(0);
        assert!(
            (low - (100.0 - NORMAL_95)).abs() < 1e-9 && (high - (100.0 + NORMAL_95)).abs() < 1e-9
        );
    }

    #[test]
    fn quantiles_are_those_of_the_sorted_values_whatever_their_order() {
        for count in [1, 2, 5, 100, 2_000, 20_000] {
            for shape in 0..4 {
                let value = |i: usize| {
                    let x = (i * 7_919 % count) as f64 / count as f64;
                    // Evenly spread, heavy tailed, few distinct, and rising, which a sample of every so many sees well.
                    [x - 0.5, 1.0 / (x + 1e-3), (x * 4.0).floor(), i as f64][shape]
                };
                let mut values: Vec<f64> = (0..count).map(value).collect();
                let found = quantiles(&values, [0.05, 0.5, 0.95]);
                values.sort_by(f64::total_cmp);
                let expected = [0.05, 0.5, 0.95].map(|p| {
                    let at = p * (count - 1) as f64;
                    let low = values[at as usize];
                    let high = values[(at as usize + 1).min(count - 1)];
                    low + (at - at.floor()) * (high - low)
                });
                assert_eq!(found, expected, "{count} values of shape {shape}");
            }
        }
        // Every sixteenth value is misleading.
        let values: Vec<f64> = (0..3_200)
            .map(|i| {
                if i % 16 == 0 {
                    1e6 + f64::from(i)
                } else {
                    f64::from(i)
                }
            })
            .collect();
        assert!(quantiles(&values, [0.05])[0] < 200.0);
    }
}
