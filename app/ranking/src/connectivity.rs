//! How well a graph of proposals and jurors ties the jurors together.

use crate::samplers::Sampler;

/// Enough for three digits of the least eigenvalue of a random graph; a long chain of jurors would need more.
const STEPS: usize = 120;
/// Below this share of the largest entry, nothing but rounding is left.
const ROUNDING: f64 = 1e-10;

/// λ₂, the algebraic connectivity of the jurors, in proposals: the least eigenvalue but the zero of
/// D − Z′K⁻¹Z (D: loads, Z: who reads what, K: jurors per proposal), the information that proposals give about
/// differences between jurors, when a proposal's own quality is unknown. σ²/λ₂ is the variance of the worst-known
/// difference (a contrast of length one). Zero for a graph in parts; infinite where only one juror reads.
///
/// By Lanczos' method with full reorthogonalisation (Golub & Van Loan 2013, section 10.3), for the jurors who read; exact for up to 120.
pub(crate) fn algebraic_connectivity(readers: &[Vec<u32>], loads: &[u32], components: u32) -> f64 {
    let busy = loads.iter().filter(|&&load| load > 0).count();
    if busy < 2 {
        return f64::INFINITY;
    }
    if components > 1 {
        return 0.0;
    }
    by_steps(readers, loads, STEPS.min(busy - 1))
}

fn by_steps(readers: &[Vec<u32>], loads: &[u32], steps: usize) -> f64 {
    let count = loads.iter().filter(|&&load| load > 0).count() as f64;
    let remove_mean = |v: &mut [f64]| {
        let mean = v.iter().sum::<f64>() / count;
        for (x, load) in v.iter_mut().zip(loads) {
            *x = if *load > 0 { *x - mean } else { 0.0 };
        }
    };
    let mut sampler = Sampler::new(0);
    let mut start: Vec<f64> = loads.iter().map(|_| sampler.normal()).collect();
    for (x, load) in start.iter_mut().zip(loads) {
        *x *= f64::from(u8::from(*load > 0));
    }
    remove_mean(&mut start);
    let length = norm(&start);
    scale(&mut start, 1.0 / length);
    let mut basis = vec![start];
    let (mut diagonal, mut beside) = (Vec::new(), Vec::new());
    let largest = loads.iter().copied().max().map_or(0.0, f64::from);
    loop {
        let last = &basis[basis.len() - 1];
        let mut next = apply(readers, loads, last);
        diagonal.push(dot(last, &next));
        // Twice is enough for what rounding leaves behind.
        for _ in 0..2 {
            remove_mean(&mut next);
            for earlier in &basis {
                let part = dot(earlier, &next);
                for (x, y) in next.iter_mut().zip(earlier) {
                    *x -= part * y;
                }
            }
        }
        let length = norm(&next);
        if basis.len() >= steps || length <= ROUNDING * largest {
            return least_eigenvalue(&diagonal, &beside).max(0.0);
        }
        scale(&mut next, 1.0 / length);
        beside.push(length);
        basis.push(next);
    }
}

/// (D − Z′K⁻¹Z) v.
fn apply(readers: &[Vec<u32>], loads: &[u32], v: &[f64]) -> Vec<f64> {
    let mut out: Vec<f64> = v
        .iter()
        .zip(loads)
        .map(|(x, l)| x * f64::from(*l))
        .collect();
    for jurors in readers.iter().filter(|jurors| !jurors.is_empty()) {
        let sum: f64 = jurors.iter().map(|&juror| v[juror as usize]).sum();
        let mean = sum / jurors.len() as f64;
        for &juror in jurors {
            out[juror as usize] -= mean;
        }
    }
    out
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn norm(v: &[f64]) -> f64 {
    dot(v, v).sqrt()
}

fn scale(v: &mut [f64], by: f64) {
    v.iter_mut().for_each(|x| *x *= by);
}

/// Of a symmetric tridiagonal matrix, by bisection on Sturm's count of negative pivots.
fn least_eigenvalue(diagonal: &[f64], beside: &[f64]) -> f64 {
    let reach = |at: usize| {
        let left = at.checked_sub(1).map_or(0.0, |before| beside[before]);
        left + beside.get(at).copied().unwrap_or(0.0)
    };
    let (mut low, mut high) = (f64::INFINITY, f64::INFINITY);
    for (at, value) in diagonal.iter().enumerate() {
        low = low.min(value - reach(at));
        high = high.min(*value);
    }
    let any_below = |x: f64| {
        let mut pivot = 1.0;
        for (at, value) in diagonal.iter().enumerate() {
            let left = at.checked_sub(1).map_or(0.0, |before| beside[before]);
            pivot = value - x - left * left / pivot;
            if pivot <= 0.0 {
                return true;
            }
        }
        false
    };
    // 2⁻⁶⁰ of the first width is less than the last bit.
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if any_below(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connectivity_of_a_complete_design_is_the_number_of_proposals() {
        // Six proposals read by all of four jurors: D − Z′K⁻¹Z = 6 (I − 11′/4).
        let readers = vec![vec![0, 1, 2, 3]; 6];
        let found = algebraic_connectivity(&readers, &[6; 4], 1);
        assert!((found - 6.0).abs() < 1e-12, "{found}");
    }

    #[test]
    fn connectivity_of_a_chain_is_that_of_its_path() {
        // Juror j shares one proposal with j + 1: half the Laplacian of a path of n, whose λ₂ is 2 − 2 cos(π/n).
        let readers: Vec<Vec<u32>> = (0..29).map(|j| vec![j, j + 1]).collect();
        let mut loads = [2; 31];
        (loads[0], loads[29], loads[30]) = (1, 1, 0);
        let found = algebraic_connectivity(&readers, &loads, 1);
        // 1 − cos(π/30)
        assert!((found - 0.005_478_104_631_726_666).abs() < 1e-12, "{found}");
    }

    #[test]
    fn connectivity_of_a_random_graph_is_known_after_some_steps() {
        let mut sampler = Sampler::new(3);
        let mut loads = [0; 500];
        let readers: Vec<Vec<u32>> = (0..2_000)
            .map(|_| {
                let start = sampler.below(500);
                let jurors: Vec<u32> = [0, 77, 190]
                    .map(|far| (start + sampler.below(50) + far) % 500)
                    .to_vec();
                jurors.iter().for_each(|&juror| loads[juror as usize] += 1);
                jurors
            })
            .collect();
        let (some, all) = (
            by_steps(&readers, &loads, STEPS),
            by_steps(&readers, &loads, 499),
        );
        assert!(all > 1.0 && some >= all - 1e-9, "{some} {all}");
        assert!(some - all < 1e-3 * all, "{some} {all}");
    }

    #[test]
    fn connectivity_of_parts_is_zero_and_of_one_juror_infinite() {
        assert_eq!(algebraic_connectivity(&[vec![0], vec![1]], &[1, 1], 2), 0.0);
        let alone = algebraic_connectivity(&[vec![1], vec![1]], &[0, 2], 1);
        assert_eq!(alone, f64::INFINITY);
    }
}
