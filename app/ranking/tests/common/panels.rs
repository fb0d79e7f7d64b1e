//! Data sets with what lme4 (REML) and JAGS (posterior) say of them. Shared by tests and by the example `references`.

use ranking::{Criterion, Review, Rules, Scores, rank};

fn table(text: &str) -> Vec<Vec<&str>> {
    text.lines()
        .skip(1)
        .map(|line| line.split(',').map(str::trim).collect())
        .collect()
}

/// The columns of a table by name.
pub fn columns<'a>(text: &'a str, names: &[&str]) -> Vec<Vec<&'a str>> {
    let header: Vec<&str> = text
        .lines()
        .next()
        .unwrap()
        .split(',')
        .map(str::trim)
        .collect();
    let at = names
        .iter()
        .map(|name| header.iter().position(|column| column == name).unwrap());
    let at: Vec<usize> = at.collect();
    let pick = |row: Vec<&'a str>| at.iter().map(|&column| row[column]).collect();
    table(text).into_iter().map(pick).collect()
}

/// A data set: scores of items by raters, whose indices are the positions of their names.
pub struct Panel {
    items: Vec<String>,
    raters: Vec<String>,
    scores: Scores,
    sd: f64,
}

/// `criteria` are the equally weighted columns, in units of a point's `units`th; of `rows` (item, rater, criteria) all count.
pub fn panel(rows: &[Vec<&str>], units: u32) -> Panel {
    let names = |column: usize| {
        let mut names: Vec<String> = rows.iter().map(|row| row[column].to_owned()).collect();
        names.sort();
        names.dedup();
        names
    };
    let (items, raters) = (names(0), names(1));
    let position = |names: &[String], name: &str| {
        names
            .binary_search_by(|other| other.as_str().cmp(name))
            .unwrap() as u32
    };
    let in_units = |points: &&str| Some((points.parse::<f64>().unwrap() * f64::from(units)) as i32);
    let reviews: Vec<Review> = rows
        .iter()
        .map(|row| Review {
            proposal: position(&items, row[0]),
            juror: position(&raters, row[1]),
            scores: row[2..].iter().map(in_units).collect(),
        })
        .collect();
    let mean = |scores: &[Option<i32>]| {
        let sum: i32 = scores.iter().flatten().sum();
        f64::from(sum) / (scores.len() as f64 * f64::from(units))
    };
    let y: Vec<f64> = reviews.iter().map(|review| mean(&review.scores)).collect();
    let centre = y.iter().sum::<f64>() / y.len() as f64;
    let squares: f64 = y.iter().map(|y| (y - centre) * (y - centre)).sum();
    Panel {
        scores: Scores {
            proposals: items.len() as u32,
            jurors: raters.len() as u32,
            sectors: Vec::new(),
            criteria: vec![
                Criterion {
                    weight: 20,
                    min: 0,
                    max: 1_000,
                    units_per_point: units,
                    second_look: false,
                };
                rows[0].len() - 2
            ],
            reviews,
            tie_keys: vec![[0; 32]; items.len()],
        },
        items,
        raters,
        sd: (squares / (y.len() - 1) as f64).sqrt(),
    }
}

fn rules(seats: u32, draws: u32) -> Rules {
    Rules {
        seats,
        draws,
        seed: 1,
        guard: false,
        sector_effect: false,
    }
}

fn assert_close(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{what}: {found} and not {expected}"
    );
}

pub fn assert_like_lme4(panel: &Panel, summary: &str, items: &str, raters: &str) {
    let ranking = &rank(&panel.scores, &rules(10, 0)).unwrap();
    let sd = panel.sd;
    let summary = table(summary);
    let value = |name: &str| {
        summary.iter().find(|row| row[0] == name).unwrap()[1]
            .parse::<f64>()
            .unwrap()
    };
    for (found, name) in [
        (ranking.variance.proposal, "var_item"),
        (ranking.variance.juror, "var_rater"),
        (ranking.variance.residual, "var_residual"),
    ] {
        assert_close(found, value(name), 2e-6 * value(name), name);
    }
    assert_close(
        ranking.reml_criterion,
        value("reml_criterion"),
        1e-6,
        "criterion",
    );
    assert_close(
        ranking.intercept,
        value("intercept"),
        1e-6 * sd,
        "intercept",
    );
    assert_eq!(f64::from(ranking.observations), value("n_obs"));
    let items = table(items);
    assert_eq!(items.len(), ranking.proposals.len());
    for row in items {
        let ranked = ranking
            .proposals
            .iter()
            .find(|ranked| panel.items[ranked.proposal as usize] == row[0])
            .unwrap();
        assert_eq!(ranked.scores, row[1].parse::<u32>().unwrap());
        assert_close(
            ranked.raw_mean.unwrap(),
            row[2].parse().unwrap(),
            1e-12 * (1.0 + ranked.raw_mean.unwrap().abs()),
            row[0],
        );
        assert_close(ranked.effect, row[3].parse().unwrap(), 1e-6 * sd, row[0]);
    }
    let raters = table(raters);
    assert_eq!(raters.len(), ranking.jurors.len());
    for row in raters {
        let juror = ranking
            .jurors
            .iter()
            .find(|effect| panel.raters[effect.juror as usize] == row[0])
            .unwrap();
        assert_eq!(juror.scores, row[1].parse::<u32>().unwrap());
        assert_close(juror.severity, row[3].parse().unwrap(), 1e-6 * sd, row[0]);
    }
}

/// Probabilities of the first `seats` ranks, and the intervals of the ranks.
pub fn assert_like_jags(panel: &Panel, seats: u32, top: &str) {
    let ranking = rank(&panel.scores, &rules(seats, 10_000)).unwrap();
    let mut uncertain = 0;
    for row in table(top) {
        let ranked = ranking
            .proposals
            .iter()
            .find(|ranked| panel.items[ranked.proposal as usize] == row[0])
            .unwrap();
        let number = |at: usize| row[at].parse::<f64>().unwrap();
        assert_close(ranked.p_selected.unwrap(), number(3), 0.015, row[0]);
        let (low, high) = ranked.rank_interval_90.unwrap();
        assert_close(f64::from(low), number(6), 2.0, row[0]);
        assert_close(f64::from(high), number(8), 2.0, row[0]);
        uncertain += u32::from(number(3) > 0.1 && number(3) < 0.9);
    }
    assert!(uncertain >= 2, "the reference must have something to say");
}
