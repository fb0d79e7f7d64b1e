//! Dense matrices, the plain way.
// Elimination is plainest by index, and what is compared within a tolerance may use any logarithm.
#![allow(clippy::disallowed_methods, clippy::needless_range_loop)]

pub type Matrix = Vec<Vec<f64>>;

/// Inverse of a positive definite matrix and the logarithm of its determinant, by elimination.
pub fn invert(mut a: Matrix) -> (Matrix, f64) {
    let n = a.len();
    let mut inverse: Matrix = (0..n)
        .map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect())
        .collect();
    let mut ln_determinant = 0.0;
    for k in 0..n {
        let pivot = a[k][k];
        ln_determinant += pivot.ln();
        for j in 0..n {
            a[k][j] /= pivot;
            inverse[k][j] /= pivot;
        }
        for i in (0..n).filter(|&i| i != k) {
            let factor = a[i][k];
            for j in 0..n {
                a[i][j] -= factor * a[k][j];
                inverse[i][j] -= factor * inverse[k][j];
            }
        }
    }
    (inverse, ln_determinant)
}
