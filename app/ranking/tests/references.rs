//! Agreement with software that knows nothing of this crate: lme4 (REML) and JAGS (posterior), on figure-skating panels.
#![allow(clippy::unwrap_used)]

use ranking::{Criterion, Ranking, Review, Rules, Scores, rank};

fn table(text: &str) -> Vec<Vec<&str>> {
    text.lines()
        .skip(1)
        .map(|line| line.split(',').map(str::trim).collect())
        .collect()
}

/// A number behind its letter: `P001` is 0.
fn index(level: &str) -> u32 {
    level[1..].parse::<u32>().unwrap() - 1
}

/// 218 performances scored by 97 judges in quarter points on five equally weighted components.
fn skating(with_conflicts: bool) -> Scores {
    let rows = table(include_str!("data/skating_men_free.csv"));
    let quarters = |points: &str| (points.parse::<f64>().unwrap() * 4.0) as i32;
    let reviews = (rows.iter())
        .filter(|row| with_conflicts || row[10] == "0")
        .map(|row| Review {
            proposal: index(row[0]),
            juror: index(row[1]),
            scores: row[2..7]
                .iter()
                .map(|points| Some(quarters(points)))
                .collect(),
        })
        .collect();
    Scores {
        proposals: 218,
        jurors: 97,
        sectors: Vec::new(),
        criteria: vec![
            Criterion {
                weight: 20,
                min: 0,
                max: 40,
                units_per_point: 4
            };
            5
        ],
        reviews,
        tie_keys: vec![[0; 32]; 218],
    }
}

fn rules(draws: u32) -> Rules {
    Rules {
        seats: 10,
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

fn assert_like_lme4(ranking: &Ranking, summary: &str, items: &str, raters: &str, sd: f64) {
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
            .find(|ranked| ranked.proposal == index(row[0]))
            .unwrap();
        assert_eq!(ranked.scores, row[1].parse::<u32>().unwrap());
        assert_close(
            ranked.raw_mean.unwrap(),
            row[2].parse().unwrap(),
            1e-12 * 10.0,
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
            .find(|effect| effect.juror == index(row[0]))
            .unwrap();
        assert_eq!(juror.scores, row[1].parse::<u32>().unwrap());
        assert_close(juror.severity, row[3].parse().unwrap(), 1e-6 * sd, row[0]);
    }
}

#[test]
fn ranking_of_skating_panels_agrees_with_lme4() {
    let ranking = rank(&skating(true), &rules(0)).unwrap();
    assert_like_lme4(
        &ranking,
        include_str!("data/ref_skating_men_free_summary.csv"),
        include_str!("data/ref_skating_men_free_blup_item.csv"),
        include_str!("data/ref_skating_men_free_blup_rater.csv"),
        1.0,
    );
}

#[test]
fn ranking_of_skating_panels_without_conflicts_agrees_with_lme4() {
    let ranking = rank(&skating(false), &rules(0)).unwrap();
    assert_like_lme4(
        &ranking,
        include_str!("data/ref_skating_men_free_nocoi_summary.csv"),
        include_str!("data/ref_skating_men_free_nocoi_blup_item.csv"),
        include_str!("data/ref_skating_men_free_nocoi_blup_rater.csv"),
        1.0,
    );
}

#[test]
fn probabilities_of_skating_panels_agree_with_jags() {
    let ranking = rank(&skating(false), &rules(10_000)).unwrap();
    let mut uncertain = 0;
    for row in table(include_str!(
        "data/ref_skating_men_free_nocoi_jags_top10.csv"
    )) {
        let ranked = ranking
            .proposals
            .iter()
            .find(|ranked| ranked.proposal == index(row[0]))
            .unwrap();
        let number = |at: usize| row[at].parse::<f64>().unwrap();
        assert_close(ranked.p_selected.unwrap(), number(3), 0.015, row[0]);
        let (low, high) = ranked.rank_interval_90.unwrap();
        assert_close(f64::from(low), number(6), 2.0, row[0]);
        assert_close(f64::from(high), number(8), 2.0, row[0]);
        uncertain += u32::from(number(3) > 0.1 && number(3) < 0.9);
    }
    assert!(uncertain >= 8, "the reference must have something to say");
}
