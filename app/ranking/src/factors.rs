//! Cholesky factors of dense symmetric matrices, with a fixed order of every sum.
//!
//! Only the upper triangle is read and written, row by row: the inner loops add multiples of rows, which a compiler may
//! vectorise without changing a bit. No sum is ever split or reordered.

/// Rows factored together before the rest of the matrix is updated; small enough to stay in the cache.
const PANEL: usize = 32;

/// A square matrix stored by rows, of which only the upper triangle counts.
#[derive(Clone, Debug)]
pub(crate) struct Upper {
    pub size: usize,
    pub cells: Vec<f64>,
}

impl Upper {
    pub fn zeros(size: usize) -> Self {
        Upper {
            size,
            cells: vec![0.0; size * size],
        }
    }

    pub fn row(&self, i: usize) -> &[f64] {
        &self.cells[i * self.size..(i + 1) * self.size]
    }

    /// The entry (i, j) of the symmetric matrix.
    pub fn at(&self, i: usize, j: usize) -> f64 {
        let (i, j) = if i <= j { (i, j) } else { (j, i) };
        self.cells[i * self.size + j]
    }

    /// Replaces a positive definite matrix M by U with M = U'U.
    pub fn factor(mut self) -> Factor {
        let m = self.size;
        let mut start = 0;
        while start < m {
            let end = (start + PANEL).min(m);
            for k in start..end {
                let (above, rest) = self.cells.split_at_mut(k * m);
                let row = &mut rest[..m];
                subtract_rows(row, &above[start * m..], k, k - start, m);
                // Rounding may leave a pivot of a singular matrix just below zero.
                let pivot = row[k].max(f64::MIN_POSITIVE).sqrt();
                let inverse = 1.0 / pivot;
                row[k] = pivot;
                for cell in &mut row[k + 1..] {
                    *cell *= inverse;
                }
            }
            for i in end..m {
                let (above, rest) = self.cells.split_at_mut(i * m);
                subtract_rows(
                    &mut rest[..m],
                    &above[start * m..end * m],
                    i,
                    end - start,
                    m,
                );
            }
            start = end;
        }
        Factor { u: self }
    }
}

/// `row[i..] -= Σ_k u_k[i] · u_k[i..]` over the first `count` rows of `rows`.
fn subtract_rows(row: &mut [f64], rows: &[f64], i: usize, count: usize, m: usize) {
    let target = &mut row[i..m];
    let mut k = 0;
    while k + 4 <= count {
        let u = [0, 1, 2, 3].map(|next| &rows[(k + next) * m + i..(k + next + 1) * m]);
        add_four(target, u.map(|u| -u[0]), u);
        k += 4;
    }
    while k < count {
        let u = &rows[k * m + i..(k + 1) * m];
        add_one(target, -u[0], u);
        k += 1;
    }
}

/// `target += Σ factor · row`, in this order of additions.
fn add_four(target: &mut [f64], factors: [f64; 4], rows: [&[f64]; 4]) {
    let len = target.len();
    let [f0, f1, f2, f3] = factors;
    let [u0, u1, u2, u3] = rows.map(|row| &row[..len]);
    for j in 0..len {
        target[j] += (f0 * u0[j] + f1 * u1[j]) + (f2 * u2[j] + f3 * u3[j]);
    }
}

fn add_one(target: &mut [f64], factor: f64, row: &[f64]) {
    for (cell, u) in target.iter_mut().zip(row) {
        *cell += factor * u;
    }
}

/// The factor U of a positive definite matrix M = U'U (L = U').
#[derive(Clone, Debug)]
pub(crate) struct Factor {
    u: Upper,
}

impl Factor {
    /// ln |M|.
    pub fn ln_determinant(&self) -> f64 {
        let mut sum = 0.0;
        for i in 0..self.u.size {
            sum += libm::log(self.u.at(i, i));
        }
        2.0 * sum
    }

    /// L⁻¹ b in place.
    pub fn solve_lower(&self, b: &mut [f64]) {
        for i in 0..self.u.size {
            let row = self.u.row(i);
            let value = b[i] / row[i];
            b[i] = value;
            for (target, u) in b[i + 1..].iter_mut().zip(&row[i + 1..]) {
                *target -= value * u;
            }
        }
    }

    /// L⁻ᵀ b in place.
    pub fn solve_upper(&self, b: &mut [f64]) {
        for i in (0..self.u.size).rev() {
            let row = self.u.row(i);
            let mut value = b[i];
            for (u, x) in row[i + 1..].iter().zip(&b[i + 1..]) {
                value -= u * x;
            }
            b[i] = value / row[i];
        }
    }

    /// L⁻ᵀ b in place for several right-hand sides at once.
    pub fn solve_upper_lanes<const LANES: usize>(&self, b: &mut [[f64; LANES]]) {
        for i in (0..self.u.size).rev() {
            let row = self.u.row(i);
            let mut value = b[i];
            for (u, x) in row[i + 1..].iter().zip(&b[i + 1..]) {
                for lane in 0..LANES {
                    value[lane] -= u * x[lane];
                }
            }
            let inverse = 1.0 / row[i];
            for lane in 0..LANES {
                b[i][lane] = value[lane] * inverse;
            }
        }
    }

    /// M⁻¹, upper triangle.
    pub fn inverse(&self) -> Upper {
        let m = self.u.size;
        // Row i of V = U⁻¹ from the rows below it, then M⁻¹ = V V': written as sums of rows throughout. Four rows at once
        // reach into the zeros of the other triangle, which changes nothing.
        let mut v = vec![0.0; m * m];
        for i in (0..m).rev() {
            let (head, below) = v.split_at_mut((i + 1) * m);
            let target = &mut head[i * m..];
            let row = self.u.row(i);
            let mut k = i + 1;
            while k + 4 <= m {
                let rows = [0, 1, 2, 3].map(|next| &below[(k + next - i - 1) * m + k..][..m - k]);
                add_four(
                    &mut target[k..],
                    [0, 1, 2, 3].map(|next| -row[k + next]),
                    rows,
                );
                k += 4;
            }
            while k < m {
                add_one(
                    &mut target[k..],
                    -row[k],
                    &below[(k - i - 1) * m + k..][..m - k],
                );
                k += 1;
            }
            let inverse = 1.0 / row[i];
            for t in &mut target[i + 1..] {
                *t *= inverse;
            }
            target[i] = inverse;
        }
        // M⁻¹[i][j] = Σ_{k ≥ j} V[i][k] V[j][k]: with the transpose of V it is a sum of rows too.
        let mut w = vec![0.0; m * m];
        for i in 0..m {
            for k in i..m {
                w[k * m + i] = v[i * m + k];
            }
        }
        let mut result = Upper::zeros(m);
        for i in 0..m {
            let target = &mut result.cells[i * m..(i + 1) * m];
            let mut k = i;
            while k + 4 <= m {
                let rows = [0, 1, 2, 3].map(|next| &w[(k + next) * m..][i..k + 4]);
                add_four(&mut target[i..k + 4], rows.map(|row| row[0]), rows);
                k += 4;
            }
            while k < m {
                let row = &w[k * m..][i..=k];
                add_one(&mut target[i..=k], row[0], row);
                k += 1;
            }
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn positive_definite(m: usize) -> Upper {
        let mut matrix = Upper::zeros(m);
        for i in 0..m {
            for j in i..m {
                let x = ((i * 31 + j * 17) % 23) as f64 / 23.0;
                matrix.cells[i * m + j] = if i == j { 2.0 * m as f64 + x } else { x };
            }
        }
        matrix
    }

    #[test]
    fn factor_of_any_size_multiplies_back_to_the_matrix() {
        for m in [1, 2, 5, 31, 32, 33, 70] {
            let matrix = positive_definite(m);
            let factor = matrix.clone().factor();
            for i in 0..m {
                for j in i..m {
                    let product: f64 = (0..=i).map(|k| factor.u.at(k, i) * factor.u.at(k, j)).sum();
                    assert!((product - matrix.at(i, j)).abs() < 1e-11, "{m}: ({i}, {j})");
                }
            }
        }
    }

    #[test]
    fn inverse_times_matrix_is_the_identity() {
        for m in [1, 3, 40] {
            let matrix = positive_definite(m);
            let inverse = matrix.clone().factor().inverse();
            for i in 0..m {
                for j in 0..m {
                    let product: f64 = (0..m).map(|k| matrix.at(i, k) * inverse.at(k, j)).sum();
                    let expected = if i == j { 1.0 } else { 0.0 };
                    assert!((product - expected).abs() < 1e-11, "{m}: ({i}, {j})");
                }
            }
        }
    }

    #[test]
    fn solve_lower_then_upper_solves_the_system() {
        let matrix = positive_definite(37);
        let factor = matrix.clone().factor();
        let x: Vec<f64> = (0..37).map(|i| (i as f64 - 11.0) / 7.0).collect();
        let mut b: Vec<f64> = (0..37)
            .map(|i| (0..37).map(|j| matrix.at(i, j) * x[j]).sum())
            .collect();
        factor.solve_lower(&mut b);
        let mut lanes: Vec<[f64; 2]> = b.iter().map(|&value| [value, 2.0 * value]).collect();
        factor.solve_upper(&mut b);
        factor.solve_upper_lanes(&mut lanes);
        for i in 0..37 {
            assert!((b[i] - x[i]).abs() < 1e-12);
            assert!((lanes[i][0] - x[i]).abs() < 1e-12 && (lanes[i][1] - 2.0 * x[i]).abs() < 1e-12);
        }
    }
}
