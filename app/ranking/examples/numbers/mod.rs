//! A simple congruential generator: what examples are made of.

/// Whole numbers below a bound, always the same.
pub struct Numbers(u64);

impl Numbers {
    pub fn new() -> Self {
        Numbers(12_345)
    }

    pub fn below(&mut self, bound: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(bound)) as u32
    }
}
