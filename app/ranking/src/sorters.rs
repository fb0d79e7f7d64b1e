//! The order of one draw's scores. Scores are dealt into buckets of equal width, two for each item, which leaves little to exchange;
//! the result is that of any sort.

/// A bucket with more items than this would make exchanging neighbours slow: then an ordinary sort does all.
const CROWDED: u32 = 32;

/// Numbers from here on are whole, the last bits count.
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// Room for one draw.
pub(crate) struct Sorter {
    /// First free position of each bucket.
    starts: Vec<u32>,
    /// Bucket of each item.
    buckets: Vec<u32>,
    keys: Vec<u64>,
    /// The bits of a key that hold the item.
    mask: u64,
}

impl Sorter {
    pub fn new(items: usize) -> Self {
        let bits = usize::BITS - items.leading_zeros();
        Sorter {
            starts: vec![0; 2 * items + 1],
            buckets: vec![0; items],
            keys: vec![0; items],
            mask: (1u64 << bits) - 1,
        }
    }

    /// The items from the highest score to the lowest. `high` and `low` are the extremes.
    ///
    /// The item takes the place of a score's last bits, so that whole numbers can be sorted. Twelve bits of fraction would do for
    /// ranks; with 10,000 items 38 are left.
    pub fn sort(
        &mut self,
        scores: impl Iterator<Item = f64> + Clone,
        high: f64,
        low: f64,
    ) -> impl Iterator<Item = usize> {
        let items = self.keys.len();
        let scale = if high > low {
            (2 * items - 1) as f64 / (high - low)
        } else {
            0.0
        };
        self.starts.fill(0);
        // Scores that differ by next to nothing have a scale without end.
        let last = self.starts.len() as u32 - 2;
        let mut crowd = 0;
        for (bucket, score) in self.buckets.iter_mut().zip(scores.clone()) {
            // Rounded to a whole number by its size: the cast would look for what is out of range.
            *bucket = (((high - score) * scale + WHOLE).to_bits() as u32).min(last);
            let count = &mut self.starts[*bucket as usize + 1];
            *count += 1;
            crowd = crowd.max(*count);
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        for ((item, score), bucket) in (0u64..).zip(scores).zip(&self.buckets) {
            let start = &mut self.starts[*bucket as usize];
            self.keys[*start as usize] = (descending(score) & !self.mask) | item;
            *start += 1;
        }
        if crowd > CROWDED {
            self.keys.sort_unstable();
        } else {
            exchange_neighbours(&mut self.keys);
        }
        self.keys.iter().map(|key| (key & self.mask) as usize)
    }
}

fn exchange_neighbours(keys: &mut [u64]) {
    for i in 1..keys.len() {
        let key = keys[i];
        let mut at = i;
        while at > 0 && keys[at - 1] > key {
            keys[at] = keys[at - 1];
            at -= 1;
        }
        keys[at] = key;
    }
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

    fn sorted(scores: &[f64]) -> Vec<usize> {
        let high = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let low = scores.iter().copied().fold(f64::INFINITY, f64::min);
        let mut sorter = Sorter::new(scores.len());
        sorter.sort(scores.iter().copied(), high, low).collect()
    }

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
    fn sort_agrees_with_an_ordinary_sort_whatever_the_spread() {
        let mut state = 5_u64;
        let mut number = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / f64::from(1u32 << 31)
        };
        for items in [1, 2, 3, 60, 500, 3_000] {
            for shape in 0..5 {
                // From even to so uneven that one bucket holds nearly all.
                let scores: Vec<f64> = (0..items)
                    .map(|_| {
                        let x = number();
                        [
                            x - 0.5,
                            x * x * x,
                            1e9 * (1.0 - x) / (x + 1e-9),
                            7.0,
                            1e-318 * (x * 4.0).floor(),
                        ][shape]
                    })
                    .collect();
                let mut expected: Vec<usize> = (0..items).collect();
                expected.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
                assert_eq!(sorted(&scores), expected, "{items} items of shape {shape}");
            }
        }
    }
}
