//! Chance that is the same every time: the demo looks lived in, and two loads of it look alike.

/// A small generator (SplitMix64). Only `+ − × ÷` and shifts, so every machine draws the same.
pub(super) struct Draws(u64);

impl Draws {
    /// A stream of its own for each purpose, so that one table can grow without changing the others.
    pub fn of(purpose: &str) -> Self {
        let seed = purpose
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// 0 up to, and without, 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// 0 up to, and without, `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        ((self.next() >> 32).wrapping_mul(bound as u64) >> 32) as usize
    }

    /// A whole number of `low..=high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// Mean 0, standard deviation 1: the sum of twelve uniform numbers, which never strays beyond 6.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// One of them; `None` of none.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// Puts them into another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Draws;

    #[test]
    fn draws_of_one_purpose_repeat_and_differ_from_another() {
        let ten = |purpose| {
            let mut draws = Draws::of(purpose);
            (0..10).map(|_| draws.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(ten("scores"), ten("scores"));
        assert_ne!(ten("scores"), ten("times"));
    }

    #[test]
    fn draws_keep_to_their_range_and_spread_over_it() {
        let mut draws = Draws::of("range");
        let mut hits = [0_u32; 5];
        for _ in 0..5_000 {
            hits[(draws.between(-2, 2) + 2) as usize] += 1;
        }
        assert!(hits.iter().all(|n| (800..1_200).contains(n)), "{hits:?}");
        let normal: Vec<f64> = (0..5_000).map(|_| draws.normal()).collect();
        let mean = normal.iter().sum::<f64>() / 5_000.0;
        let square = normal.iter().map(|x| x * x).sum::<f64>() / 5_000.0;
        assert!(mean.abs() < 0.05 && (square - 1.0).abs() < 0.06);
    }
}
