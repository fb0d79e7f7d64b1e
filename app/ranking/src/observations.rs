//! Checked reviews as one number each: the only thing the model sees.
//!
//! Rows are sorted by proposal, then juror, so that the order of the input never matters. No estimate is made here.

use crate::scores::{BadRule, Criterion, Refusal, Review, Scores};

/// One counted review.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// Position in [`Observations::items`].
    pub item: usize,
    /// Position in [`Observations::raters`].
    pub rater: usize,
    /// Weighted mean of the criteria, in points.
    pub y: f64,
}

/// All counted reviews.
#[derive(Clone, Debug)]
pub(crate) struct Observations {
    /// Scored proposals by index.
    pub items: Vec<u32>,
    /// Jurors with a counted review by index.
    pub raters: Vec<u32>,
    /// Sector per item as a position (0, 1, …), `None` without sector; empty where sectors are not used.
    pub sectors: Vec<Option<usize>>,
    /// How many sectors there are.
    pub sector_count: usize,
    /// Sorted by item, then rater.
    pub rows: Vec<Row>,
    /// Reviews (proposal, juror) without any weighted score.
    pub empty: Vec<(u32, u32)>,
    /// Proposals without a counted review, by index.
    pub unscored: Vec<u32>,
}

impl Observations {
    /// Checks the scores and reduces every review to one number.
    ///
    /// # Errors
    /// Every [`Refusal`] except those that concern the seats.
    pub fn new(scores: &Scores) -> Result<Self, Refusal> {
        check_shape(scores)?;
        let mut reviews: Vec<&Review> = scores.reviews.iter().collect();
        reviews.sort_by_key(|review| (review.proposal, review.juror));
        check_reviews(scores, &reviews)?;
        let means = criterion_means(&scores.criteria, &reviews);
        let mut counted: Vec<(u32, u32, f64)> = Vec::with_capacity(reviews.len());
        let mut empty = Vec::new();
        for review in &reviews {
            match weighted_mean(&scores.criteria, &means, review) {
                Some(y) => counted.push((review.proposal, review.juror, y)),
                None => empty.push((review.proposal, review.juror)),
            }
        }
        if counted.is_empty() {
            return Err(Refusal::NoScores);
        }
        let mut items: Vec<u32> = counted.iter().map(|row| row.0).collect();
        items.dedup();
        let mut raters: Vec<u32> = counted.iter().map(|row| row.1).collect();
        raters.sort_unstable();
        raters.dedup();
        let mut rows = Vec::with_capacity(counted.len());
        let mut item = 0;
        for &(proposal, juror, y) in &counted {
            while items[item] != proposal {
                item += 1;
            }
            let rater = raters.partition_point(|&other| other < juror);
            rows.push(Row { item, rater, y });
        }
        let (sectors, sector_count) = sectors_of(&items, &scores.sectors);
        let mut next = 0;
        let mut unscored = Vec::new();
        for proposal in 0..scores.proposals {
            if items.get(next) == Some(&proposal) {
                next += 1;
            } else {
                unscored.push(proposal);
            }
        }
        Ok(Observations {
            items,
            raters,
            sectors,
            sector_count,
            rows,
            empty,
            unscored,
        })
    }

    /// Counted reviews per item.
    pub fn item_counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.items.len()];
        for row in &self.rows {
            counts[row.item] += 1;
        }
        counts
    }

    /// Counted reviews per rater.
    pub fn rater_counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.raters.len()];
        for row in &self.rows {
            counts[row.rater] += 1;
        }
        counts
    }
}

fn check_shape(scores: &Scores) -> Result<(), Refusal> {
    if scores.proposals == 0 {
        return Err(Refusal::NoProposals);
    }
    if scores.criteria.is_empty() {
        return Err(Refusal::BadRules(BadRule::NoCriteria));
    }
    for (criterion, rule) in (0u32..).zip(&scores.criteria) {
        if rule.units_per_point == 0 {
            return Err(Refusal::BadRules(BadRule::NoUnits { criterion }));
        }
        if rule.min > rule.max {
            return Err(Refusal::BadRules(BadRule::EmptyScale { criterion }));
        }
    }
    if scores
        .criteria
        .iter()
        .all(|criterion| criterion.weight == 0)
    {
        return Err(Refusal::BadRules(BadRule::NoWeight));
    }
    let expected = scores.proposals;
    if scores.tie_keys.len() as u64 != u64::from(expected) {
        return Err(Refusal::WrongTieKeys {
            expected,
            found: count(scores.tie_keys.len()),
        });
    }
    if !scores.sectors.is_empty() && scores.sectors.len() as u64 != u64::from(expected) {
        return Err(Refusal::WrongSectors {
            expected,
            found: count(scores.sectors.len()),
        });
    }
    Ok(())
}

fn check_reviews(scores: &Scores, sorted: &[&Review]) -> Result<(), Refusal> {
    for review in sorted {
        let (proposal, juror) = (review.proposal, review.juror);
        if proposal >= scores.proposals {
            return Err(Refusal::UnknownProposal { proposal, juror });
        }
        if juror >= scores.jurors {
            return Err(Refusal::UnknownJuror { proposal, juror });
        }
        if review.scores.len() != scores.criteria.len() {
            let (expected, found) = (count(scores.criteria.len()), count(review.scores.len()));
            return Err(Refusal::WrongCriteria {
                proposal,
                juror,
                expected,
                found,
            });
        }
        for ((criterion, rule), score) in (0u32..).zip(&scores.criteria).zip(&review.scores) {
            if let Some(score) = *score
                && (score < rule.min || score > rule.max)
            {
                return Err(Refusal::OutOfScale {
                    proposal,
                    juror,
                    criterion,
                    score,
                });
            }
        }
    }
    for pair in sorted.windows(2) {
        if (pair[0].proposal, pair[0].juror) == (pair[1].proposal, pair[1].juror) {
            return Err(Refusal::DuplicateReview {
                proposal: pair[0].proposal,
                juror: pair[0].juror,
            });
        }
    }
    Ok(())
}

/// Mean of each criterion over the reviews that judged it, in points; 0 where none did.
fn criterion_means(criteria: &[Criterion], reviews: &[&Review]) -> Vec<f64> {
    (criteria.iter().enumerate())
        .map(|(c, rule)| {
            let (mut units, mut judged) = (0i64, 0u32);
            for score in reviews.iter().filter_map(|review| review.scores[c]) {
                units += i64::from(score);
                judged += 1;
            }
            if judged == 0 {
                return 0.0;
            }
            units as f64 / (f64::from(judged) * f64::from(rule.units_per_point))
        })
        .collect()
}

/// Weighted mean of one review, in points. With a criterion not judged, every criterion is centred at its mean over
/// the jury before the weights are renormalised: whoever cannot judge a criterion on which all score high must not
/// thereby lower the total.
fn weighted_mean(criteria: &[Criterion], means: &[f64], review: &Review) -> Option<f64> {
    let complete = criteria
        .iter()
        .zip(&review.scores)
        .all(|(rule, score)| rule.weight == 0 || score.is_some());
    let (mut sum, mut weight, mut centre, mut all) = (0.0, 0.0, 0.0, 0.0);
    for ((rule, score), mean) in criteria.iter().zip(&review.scores).zip(means) {
        let w = f64::from(rule.weight);
        all += w;
        centre += w * mean;
        if let Some(units) = *score {
            let value = f64::from(units) / f64::from(rule.units_per_point);
            sum += w * if complete { value } else { value - mean };
            weight += w;
        }
    }
    if weight == 0.0 {
        return None;
    }
    Some(if complete {
        sum / weight
    } else {
        centre / all + sum / weight
    })
}

fn sectors_of(items: &[u32], sectors: &[Option<u32>]) -> (Vec<Option<usize>>, usize) {
    if sectors.is_empty() {
        return (Vec::new(), 0);
    }
    let of_items: Vec<Option<u32>> = items.iter().map(|&item| sectors[item as usize]).collect();
    let mut known: Vec<u32> = of_items.iter().copied().flatten().collect();
    known.sort_unstable();
    known.dedup();
    let position = |sector: u32| known.partition_point(|&other| other < sector);
    (
        of_items.iter().map(|sector| sector.map(position)).collect(),
        known.len(),
    )
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
