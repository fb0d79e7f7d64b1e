//! Checked reviews as one number each: the only thing the model sees.
//!
//! Rows are sorted by proposal, then juror, so that the order of the input never matters. No estimate is made here.
//!
//! A second look may have a rubric of its own. A review is then the mean of the criteria of its look; the range of the second rubric is
//! stretched linearly over that of the first, so that a point is the same share of both. How much milder or stricter it is stays in.

use crate::scores::{BadRule, Criterion, Refusal, Review, Scores};

/// One counted review.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// Position in [`Observations::items`].
    pub item: usize,
    /// Position in [`Observations::raters`].
    pub rater: usize,
    /// Weighted mean of the criteria of its look, in points of the first look.
    pub y: f64,
    /// Scored by the second look's own rubric.
    pub second_look: bool,
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
        let ranges = [false, true].map(|second_look| range(&scores.criteria, second_look));
        let mut counted: Vec<(u32, u32, f64, bool)> = Vec::with_capacity(reviews.len());
        let mut empty = Vec::new();
        for review in &reviews {
            let second_look = of_second_look(&scores.criteria, review);
            match weighted_mean(&scores.criteria, second_look, &means, review) {
                Some(y) => {
                    let y = if second_look { stretched(y, ranges) } else { y };
                    counted.push((review.proposal, review.juror, y, second_look));
                }
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
        for &(proposal, juror, y, second_look) in &counted {
            while items[item] != proposal {
                item += 1;
            }
            let rater = raters.partition_point(|&other| other < juror);
            rows.push(Row {
                item,
                rater,
                y,
                second_look,
            });
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

    /// Whether reviews of both rubrics are counted, and so many that the difference can be told.
    pub fn two_looks(&self) -> bool {
        let second = self.rows.iter().filter(|row| row.second_look).count();
        self.rows.len() > 2 && (1..self.rows.len()).contains(&second)
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
    for second_look in [false, true] {
        let mut own = of_look(&scores.criteria, second_look).peekable();
        if own.peek().is_some() && own.all(|criterion| criterion.weight == 0) {
            return Err(Refusal::BadRules(BadRule::NoWeight));
        }
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
    for review in sorted {
        let judged = scores.criteria.iter().zip(&review.scores);
        let mut looks = judged.filter_map(|(rule, score)| score.map(|_| rule.second_look));
        let first = looks.next();
        if looks.any(|look| Some(look) != first) {
            let (proposal, juror) = (review.proposal, review.juror);
            return Err(Refusal::MixedLooks { proposal, juror });
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

/// The criteria of one look.
fn of_look(criteria: &[Criterion], second_look: bool) -> impl Iterator<Item = &Criterion> {
    let own = move |rule: &&Criterion| rule.second_look == second_look;
    criteria.iter().filter(own)
}

/// Whether a review was scored by the second look's own rubric.
fn of_second_look(criteria: &[Criterion], review: &Review) -> bool {
    let mut judged = criteria.iter().zip(&review.scores);
    judged.any(|(rule, score)| rule.second_look && score.is_some())
}

/// Lowest and highest weighted mean of a look, in points; `None` where it has no criteria.
fn range(criteria: &[Criterion], second_look: bool) -> Option<(f64, f64)> {
    let (mut low, mut high, mut weight) = (0.0, 0.0, 0.0);
    for rule in of_look(criteria, second_look) {
        let w = f64::from(rule.weight);
        low += w * f64::from(rule.min) / f64::from(rule.units_per_point);
        high += w * f64::from(rule.max) / f64::from(rule.units_per_point);
        weight += w;
    }
    (weight > 0.0).then(|| (low / weight, high / weight))
}

/// A mean of the second look on the scale of the first. A rubric with a single possible score tells nothing: it is in the middle.
fn stretched(y: f64, [first, second]: [Option<(f64, f64)>; 2]) -> f64 {
    let (Some((low, high)), Some((from, to))) = (first, second) else {
        return y;
    };
    let share = if to > from {
        (y - from) / (to - from)
    } else {
        0.5
    };
    low + share * (high - low)
}

/// Weighted mean of one review over the criteria of its look, in points. With a criterion not judged, every criterion is centred at its mean over
/// the jury before the weights are renormalised: whoever cannot judge a criterion on which all score high must not
/// thereby lower the total.
fn weighted_mean(
    criteria: &[Criterion],
    second_look: bool,
    means: &[f64],
    review: &Review,
) -> Option<f64> {
    let own = || {
        let scored = criteria.iter().zip(&review.scores).zip(means);
        scored.filter(|((rule, _), _)| rule.second_look == second_look)
    };
    let complete = own().all(|((rule, score), _)| rule.weight == 0 || score.is_some());
    let (mut sum, mut weight, mut centre, mut all) = (0.0, 0.0, 0.0, 0.0);
    for ((rule, score), mean) in own() {
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
