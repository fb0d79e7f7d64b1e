//! Random numbers with the same bits everywhere: ChaCha8 words, a ziggurat for the normal, Marsaglia–Tsang for χ².
//!
//! The standard library's and other crates' samplers may change with their version; a published result may not.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

const LAYERS: usize = 256;
/// Start of the tail of the normal density cut into 256 layers of equal area (Marsaglia & Tsang 2000).
const TAIL: f64 = 3.654_152_885_361_009;
const TWO_POW_53: f64 = 9_007_199_254_740_992.0;

/// A seeded source of normal and χ² numbers.
pub(crate) struct Sampler {
    words: ChaCha8Rng,
    /// Right edges of the layers, the widest first.
    edges: [f64; LAYERS + 1],
    /// exp(−x²/2) at the edges.
    heights: [f64; LAYERS + 1],
}

impl Sampler {
    pub fn new(seed: u64) -> Self {
        let density = |x: f64| libm::exp(-0.5 * x * x);
        // Area of the base layer: its rectangle and the tail behind it, ∫_r^∞ exp(−x²/2) dx.
        let area = TAIL * density(TAIL) + tail_area();
        let mut edges = [0.0; LAYERS + 1];
        let mut heights = [0.0; LAYERS + 1];
        edges[0] = area / density(TAIL);
        edges[1] = TAIL;
        heights[0] = 0.0;
        heights[1] = density(TAIL);
        for i in 2..LAYERS {
            let height = heights[i - 1] + area / edges[i - 1];
            edges[i] = (-2.0 * libm::log(height)).sqrt();
            heights[i] = height;
        }
        edges[LAYERS] = 0.0;
        heights[LAYERS] = 1.0;
        Sampler {
            words: ChaCha8Rng::seed_from_u64(seed),
            edges,
            heights,
        }
    }

    /// Uniform in (0, 1), both ends excluded.
    pub fn uniform(&mut self) -> f64 {
        ((self.words.next_u64() >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0
    }

    /// A whole number below `bound` (0 for 0), without bias.
    pub fn below(&mut self, bound: u32) -> u32 {
        if bound < 2 {
            return 0;
        }
        loop {
            let product = u64::from(self.words.next_u32()) * u64::from(bound);
            // Lemire: words that fall into the incomplete last copy of the range are thrown away.
            if product as u32 >= bound.wrapping_neg() % bound {
                return (product >> 32) as u32;
            }
        }
    }

    /// Standard normal.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        loop {
            let word = self.words.next_u64();
            let layer = (word & 0xff) as usize;
            // 53 bits and a sign bit that the layer's bits do not touch.
            let x = ((word >> 11) as i64 as f64 / TWO_POW_53) * self.edges[layer];
            // Not a branch, which would be guessed wrong every other time.
            let signed = |x: f64| f64::from_bits(x.to_bits() ^ (word & 0x100) << 55);
            if x < self.edges[layer + 1] {
                return signed(x);
            }
            if let Some(x) = self.edge(layer, x) {
                return signed(x);
            }
        }
    }

    /// One number in a hundred lies at the edge of its layer: in the tail, under the curve, or nowhere.
    #[cold]
    fn edge(&mut self, layer: usize, x: f64) -> Option<f64> {
        if layer == 0 {
            return Some(self.normal_tail());
        }
        let height =
            self.heights[layer] + self.uniform() * (self.heights[layer + 1] - self.heights[layer]);
        (height < libm::exp(-0.5 * x * x)).then_some(x)
    }

    fn normal_tail(&mut self) -> f64 {
        loop {
            let x = -libm::log(self.uniform()) / TAIL;
            let y = -libm::log(self.uniform());
            if 2.0 * y >= x * x {
                return TAIL + x;
            }
        }
    }

    /// χ² with whole degrees of freedom, at least 1.
    pub fn chi_squared(&mut self, degrees: u32) -> f64 {
        if degrees < 3 {
            let mut sum = 0.0;
            for _ in 0..degrees {
                let x = self.normal();
                sum += x * x;
            }
            return sum;
        }
        let d = 0.5 * f64::from(degrees) - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let cube_root = 1.0 + c * x;
            if cube_root <= 0.0 {
                continue;
            }
            let v = cube_root * cube_root * cube_root;
            let u = self.uniform();
            let squeeze = x * x * x * x;
            if u < 1.0 - 0.0331 * squeeze
                || libm::log(u) < 0.5 * x * x + d * (1.0 - v + libm::log(v))
            {
                return 2.0 * d * v;
            }
        }
    }
}

/// ∫ from [`TAIL`] to infinity of exp(−x²/2), by its continued fraction.
fn tail_area() -> f64 {
    let mut fraction = TAIL;
    for k in (1..=60).rev() {
        fraction = TAIL + f64::from(k) / fraction;
    }
    libm::exp(-0.5 * TAIL * TAIL) / fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(count: u32, mut draw: impl FnMut() -> f64) -> [f64; 4] {
        let mut sums = [0.0; 4];
        for _ in 0..count {
            let x = draw();
            sums[0] += x;
            sums[1] += x * x;
            sums[2] += x * x * x;
            sums[3] += x * x * x * x;
        }
        sums.map(|sum| sum / f64::from(count))
    }

    #[test]
    fn normal_numbers_have_the_moments_and_tails_of_the_normal() {
        let mut sampler = Sampler::new(7);
        let m = moments(1_000_000, || sampler.normal());
        assert!(m[0].abs() < 0.004 && (m[1] - 1.0).abs() < 0.006, "{m:?}");
        assert!(m[2].abs() < 0.016 && (m[3] - 3.0).abs() < 0.04, "{m:?}");
        let mut beyond = [0u32; 3];
        for _ in 0..1_000_000 {
            let x = sampler.normal();
            beyond[0] += u32::from(x > 1.0);
            beyond[1] += u32::from(x < -2.0);
            beyond[2] += u32::from(x.abs() > TAIL);
        }
        // 158,655, 22,750 and 258 expected; bounds of five standard deviations.
        assert!(beyond[0].abs_diff(158_655) < 1_830, "{beyond:?}");
        assert!(beyond[1].abs_diff(22_750) < 750, "{beyond:?}");
        assert!(beyond[2].abs_diff(258) < 81, "{beyond:?}");
    }

    #[test]
    fn layers_of_the_ziggurat_have_equal_areas() {
        let sampler = Sampler::new(0);
        let area = sampler.edges[0] * sampler.heights[1];
        for i in 1..LAYERS {
            let layer = sampler.edges[i] * (sampler.heights[i + 1] - sampler.heights[i]);
            assert!((layer - area).abs() < 1e-9, "{i}: {layer} and {area}");
        }
    }

    #[test]
    fn chi_squared_numbers_have_their_mean_and_variance() {
        let mut sampler = Sampler::new(11);
        for degrees in [1, 2, 3, 10, 239] {
            let m = moments(200_000, || sampler.chi_squared(degrees));
            let k = f64::from(degrees);
            assert!((m[0] - k).abs() < 0.02 * k, "{degrees}: {m:?}");
            assert!(
                (m[1] - m[0] * m[0] - 2.0 * k).abs() < 0.06 * k,
                "{degrees}: {m:?}"
            );
        }
    }

    #[test]
    fn below_a_bound_every_number_is_equally_likely() {
        let mut sampler = Sampler::new(3);
        let mut counts = [0u32; 6];
        for _ in 0..60_000 {
            counts[sampler.below(6) as usize] += 1;
        }
        assert!(
            counts.iter().all(|&count| count.abs_diff(10_000) < 460),
            "{counts:?}"
        );
        assert_eq!(sampler.below(0), 0);
        assert_eq!(sampler.below(1), 0);
    }
}
