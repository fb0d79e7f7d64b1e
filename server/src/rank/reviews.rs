//! From the rows of a file to the reviews of a jury. Proposals and jurors are those that the file names; each gets its
//! number in the order of names, so that the order of rows never matters.
//!
//! - A row with a conflict of interest is left out, and counted.
//! - An empty cell is a score that is missing: its review is incomplete, and is not counted. `NA`, `n/a` or `-` is a juror
//!   who cannot judge the criterion: the others make up the review, centred, so that nothing becomes nought.
//! - A proposal without any counted review comes last.
//! - Ties are settled by the SHA-256 of the seed, a line feed and the proposal's name, the smaller first.

use super::columns::Columns;
use super::decimals::{Decimal, Scale};
use super::rules::Criterion;
use super::tables::{Problems, Table, quoted};
use domain::imports::Row;
use ranking::{Review, Scores};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// What the ranking takes, and the names behind its numbers.
#[derive(Debug)]
pub struct Jury {
    /// Input of the ranking.
    pub scores: Scores,
    /// Names of the proposals by index.
    pub proposals: Vec<String>,
    /// Names of the jurors by index.
    pub jurors: Vec<String>,
    /// What was not taken as it stands.
    pub notes: Notes,
}

/// What a reader must know of how the file was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Rows with a conflict of interest.
    pub conflicts: u32,
    /// Lines of incomplete reviews.
    pub incomplete: Vec<u32>,
    /// Counted reviews that judge some criteria and cannot judge others.
    pub partly: u32,
    /// Columns whose scores were rounded, and to how many digits behind the point.
    pub rounded: Vec<(String, u32)>,
}

impl Jury {
    /// Reads all rows.
    ///
    /// # Errors
    /// Sentences that name line and column: an empty name, a score that is no number or outside its scale, a pair of proposal
    /// and juror that was there before, a proposal in two sectors, a conflict that is neither yes nor no.
    pub fn read(
        table: &Table,
        columns: &Columns,
        criteria: &[Criterion],
        seed: u64,
    ) -> Result<Self, String> {
        let mut reader = Reader {
            table,
            columns,
            criteria,
            problems: Problems::default(),
            proposals: Names::default(),
            jurors: Names::default(),
            sectors: HashMap::new(),
            pairs: HashMap::new(),
            notes: Notes::default(),
            reviews: Vec::new(),
        };
        for row in &table.rows {
            reader.take(row);
        }
        reader.finish(seed)
    }
}

/// Names by the number that they were given when they were first seen.
#[derive(Default)]
struct Names(HashMap<String, u32>);

impl Names {
    fn number(&mut self, name: String) -> u32 {
        let next = count(self.0.len());
        *self.0.entry(name).or_insert(next)
    }

    /// Names in order, and the place of each number among them.
    fn sorted(self) -> (Vec<String>, Vec<u32>) {
        let mut names: Vec<(String, u32)> = self.0.into_iter().collect();
        names.sort_unstable();
        let mut places = vec![0; names.len()];
        for (place, (_, number)) in (0..).zip(&names) {
            places[*number as usize] = place;
        }
        (names.into_iter().map(|(name, _)| name).collect(), places)
    }
}

/// A complete review with its line. It has a score for each criterion once no problem is left.
struct Found {
    line: u32,
    proposal: u32,
    juror: u32,
    scores: Vec<Option<Decimal>>,
}

struct Reader<'a> {
    table: &'a Table,
    columns: &'a Columns,
    criteria: &'a [Criterion],
    problems: Problems,
    proposals: Names,
    jurors: Names,
    /// Of proposals, with the line that said so.
    sectors: HashMap<u32, (String, u32)>,
    /// Lines of proposals and jurors.
    pairs: HashMap<(u32, u32), u32>,
    notes: Notes,
    reviews: Vec<Found>,
}

impl Reader<'_> {
    fn take(&mut self, row: &Row) {
        let Some((proposal, juror)) = self.take_names(row) else {
            return;
        };
        self.take_sector(row, proposal);
        if self.is_conflict(row) {
            self.notes.conflicts += 1;
            return;
        }
        match self.take_scores(row) {
            Some(scores) => self.reviews.push(Found {
                line: row.line,
                proposal,
                juror,
                scores,
            }),
            None => self.notes.incomplete.push(row.line),
        }
    }

    /// Numbers of the proposal and of the juror.
    fn take_names(&mut self, row: &Row) -> Option<(u32, u32)> {
        let columns = [self.columns.proposal, self.columns.juror];
        let [proposal, juror] = columns.map(|column| row.cell(column));
        for (name, column) in [proposal, juror].into_iter().zip(columns) {
            if name.is_empty() {
                self.note(row, column, "is empty");
            }
        }
        if proposal.is_empty() || juror.is_empty() {
            return None;
        }
        let pair = (
            self.proposals.number(proposal.to_owned()),
            self.jurors.number(juror.to_owned()),
        );
        if let Some(line) = self.pairs.insert(pair, row.line) {
            let [proposal, juror] = columns.map(|column| quoted(row.cell(column)));
            let what = format!("proposal {proposal} and juror {juror} are on line {line} already");
            self.problems.note(row.line, &what);
        }
        Some(pair)
    }

    fn is_conflict(&mut self, row: &Row) -> bool {
        let Some(column) = self.columns.conflict else {
            return false;
        };
        let text = row.cell(column);
        let conflict = yes(text);
        if conflict.is_none() {
            let what = format!("{} is neither yes nor no", quoted(text));
            self.note(row, column, &what);
        }
        conflict == Some(true)
    }

    /// A score, or "cannot judge", for each criterion; `None` where one is missing.
    fn take_scores(&mut self, row: &Row) -> Option<Vec<Option<Decimal>>> {
        let mut complete = true;
        let mut scores = Vec::with_capacity(self.criteria.len());
        for (criterion, &column) in self.criteria.iter().zip(&self.columns.criteria) {
            let text = row.cell(column);
            if text.is_empty() || cannot_judge(text) {
                complete &= !text.is_empty() || criterion.weight == 0;
                scores.push(None);
                continue;
            }
            match Decimal::parse(text, self.table.by_comma) {
                Ok(score) => scores.push(Some(score)),
                Err(what) => self.note(row, column, &format!("{} {what}", quoted(text))),
            }
        }
        if !complete {
            return None;
        }
        let weighty = || {
            let all = self.criteria.iter().zip(&scores);
            all.filter(|(criterion, _)| criterion.weight > 0)
        };
        let judged = weighty().filter(|(_, score)| score.is_some()).count();
        self.notes.partly += u32::from(judged > 0 && judged < weighty().count());
        Some(scores)
    }

    fn take_sector(&mut self, row: &Row, proposal: u32) {
        let Some(column) = self.columns.sector else {
            return;
        };
        let sector = row.cell(column);
        if sector.is_empty() {
            return;
        }
        match self.sectors.get(&proposal) {
            Some((other, line)) if *other != sector => {
                let (here, there) = (quoted(sector), quoted(other));
                let what = format!("{here}, but {there} for the same proposal on line {line}");
                self.note(row, column, &what);
            }
            Some(_) => {}
            None => {
                self.sectors.insert(proposal, (sector.to_owned(), row.line));
            }
        }
    }

    fn note(&mut self, row: &Row, column: usize, what: &str) {
        self.problems
            .note_cell(row.line, &self.table.header[column], what);
    }

    fn finish(mut self, seed: u64) -> Result<Jury, String> {
        std::mem::take(&mut self.problems).none()?;
        let scales = self.scales()?;
        std::mem::take(&mut self.problems).none()?;
        let (proposals, proposal_at) = self.proposals.sorted();
        let (jurors, juror_at) = self.jurors.sorted();
        let units = |scores: &[Option<Decimal>]| {
            let each = scores.iter().zip(&scales);
            each.map(|(score, scale)| score.and_then(|score| scale.units(score)))
                .collect()
        };
        let reviews = self.reviews.iter().map(|found| Review {
            proposal: proposal_at[found.proposal as usize],
            juror: juror_at[found.juror as usize],
            scores: units(&found.scores),
        });
        let criteria =
            self.criteria
                .iter()
                .zip(&scales)
                .map(|(criterion, scale)| ranking::Criterion {
                    weight: criterion.weight,
                    min: scale.min,
                    max: scale.max,
                    units_per_point: scale.units_per_point(),
                    second_look: false,
                });
        let tie_key = |name: &String| Sha256::digest(format!("{seed}\n{name}")).into();
        Ok(Jury {
            scores: Scores {
                proposals: count(proposals.len()),
                jurors: count(jurors.len()),
                sectors: sectors(&self.sectors, &proposal_at),
                criteria: criteria.collect(),
                reviews: reviews.collect(),
                tie_keys: proposals.iter().map(tie_key).collect(),
            },
            proposals,
            jurors,
            notes: self.notes,
        })
    }

    /// The units of each criterion; notes what lies outside the scale of the rules.
    fn scales(&mut self) -> Result<Vec<Scale>, String> {
        let mut scales = Vec::with_capacity(self.criteria.len());
        for (at, criterion) in self.criteria.iter().enumerate() {
            let column = &self.table.header[self.columns.criteria[at]];
            let own = self.reviews.iter().filter_map(|found| found.scores[at]);
            let ends = criterion.min.into_iter().chain(criterion.max);
            let scale = Scale::of(own.chain(ends))
                .map_err(|what| format!("the scores in column {} {what}", quoted(column)))?;
            let [min, max] =
                [criterion.min, criterion.max].map(|end| end.and_then(|end| scale.units(end)));
            for found in &self.reviews {
                let Some(score) = found.scores[at] else {
                    continue;
                };
                let units = scale.units(score);
                let what = match (criterion.min, criterion.max) {
                    (Some(end), _) if units < min => {
                        format!("“{score}” is below {end}, the lowest of the scale")
                    }
                    (_, Some(end)) if units > max => {
                        format!("“{score}” is above {end}, the highest of the scale")
                    }
                    _ => continue,
                };
                self.problems.note_cell(found.line, column, &what);
            }
            if scale.rounded {
                self.notes.rounded.push((column.clone(), scale.places()));
            }
            scales.push(scale);
        }
        Ok(scales)
    }
}

/// Sectors by proposal in the order of names; empty where none is named.
fn sectors(found: &HashMap<u32, (String, u32)>, proposal_at: &[u32]) -> Vec<Option<u32>> {
    if found.is_empty() {
        return Vec::new();
    }
    let mut numbers: BTreeMap<&str, u32> =
        found.values().map(|(name, _)| (name.as_str(), 0)).collect();
    for (number, own) in (0..).zip(numbers.values_mut()) {
        *own = number;
    }
    let mut sectors = vec![None; proposal_at.len()];
    for (proposal, (name, _)) in found {
        sectors[proposal_at[*proposal as usize] as usize] = numbers.get(name.as_str()).copied();
    }
    sectors
}

/// Empty is no, and so is a dash; columns of yes and no that have empty cells become decimals in some programs.
fn yes(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "" | "-" | "–" | "—" | "0" | "0.0" | "no" | "n" | "false" => Some(false),
        "1" | "1.0" | "yes" | "y" | "true" | "x" => Some(true),
        _ => None,
    }
}

fn cannot_judge(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "na" | "n/a" | "-" | "–" | "—")
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
