//! `icumi rank`: the ranking for people who only have a spreadsheet.
//!
//! A file of comma-separated values, one juror's scores of one proposal in a row, becomes a [`ranking::Ranking`] and is
//! written as a table, as CSV or as JSON (the form of which [`json`] documents). The same file, rules and options give the
//! same bytes on every machine, whatever the order of the rows; only the line numbers of incomplete reviews
//! follow it. No database, no network; nothing here estimates anything.

mod answers;
mod columns;
mod decimals;
pub mod json;
mod lines;
mod reviews;
mod rules;
mod shown;
mod tables;
mod words;

use clap::{Args, ValueEnum, value_parser};
use columns::Columns;
use json::{Answer, What};
use ranking::Rules;
use reviews::Jury;
use rules::{Criterion, Mapping, RulesFile};
use std::io::{ErrorKind, Read, Write};
use std::{fs, io, path::PathBuf};
use tables::Table;

/// Most draws: more would only take time.
const MOST_DRAWS: u32 = 1_000_000;

/// What `icumi rank` can be told.
#[derive(Args, Clone, Debug)]
#[command(after_long_help = rules::EXAMPLE)]
pub struct Options {
    /// CSV file with a header and one juror's scores of one proposal in a row; `-` reads standard input.
    file: String,
    /// Which column is what, as `proposal=item,juror=rater,score=y`; also `sector=` and `conflict=`. A column that is not
    /// named here is looked for as proposal, juror and score.
    #[arg(long, value_parser = Mapping::parse)]
    columns: Option<Mapping>,
    /// Column with the sectors of proposals: adds a random effect of the sector to the model.
    #[arg(long, value_name = "COLUMN")]
    sector: Option<String>,
    /// How many proposals are selected [default: 10].
    #[arg(long, value_parser = value_parser!(u32).range(1..))]
    seats: Option<u32>,
    /// Joint draws from the posterior; 0 leaves out intervals and probabilities [default: 20000].
    #[arg(long, value_parser = value_parser!(u32).range(..=i64::from(MOST_DRAWS)))]
    draws: Option<u32>,
    /// Seed of the draws and of the tie rule [default: 1].
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// TOML file that says which columns are criteria, what they weigh and which column marks a conflict of interest;
    /// --help shows an example.
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: rounded, proposals and jurors.
    Table,
    /// For spreadsheets: the proposals, full precision. Warnings go to standard error.
    Csv,
    /// For programs: everything, full precision.
    Json,
}

/// Reads the file, ranks and writes the answer to standard output.
///
/// # Errors
/// Sentences for the terminal: what cannot be read, by line and column, or why there is no ranking.
pub fn run(options: &Options) -> Result<(), String> {
    let rules = match &options.rules {
        None => RulesFile::default(),
        Some(path) => {
            let named = |what: String| prefixed(&path.display().to_string(), &what);
            let text = fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
            RulesFile::parse(&text).map_err(named)?
        }
    };
    let plan = Plan::new(options, &rules)?;
    let named = |what: String| {
        let name = if options.file == "-" {
            "standard input"
        } else {
            &options.file
        };
        prefixed(name, &what)
    };
    let bytes = read(&options.file).map_err(|error| named(error.to_string()))?;
    let answer = plan.answer(&bytes).map_err(named)?;
    let written = match options.format {
        Format::Table => Ok(shown::table(&answer).into_bytes()),
        Format::Csv => lines::written(&answer),
        Format::Json => json::written(&answer),
    };
    if options.format == Format::Csv {
        for warning in &answer.warnings {
            // Nobody may be listening.
            let _ = writeln!(io::stderr(), "icumi: {}", warning.message);
        }
    }
    let mut out = io::stdout().lock();
    let done = written.and_then(|bytes| out.write_all(&bytes).and_then(|()| out.flush()));
    match done {
        // Whoever reads has seen enough, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(|error| format!("cannot write the answer: {error}")),
    }
}

fn read(file: &str) -> io::Result<Vec<u8>> {
    if file != "-" {
        return fs::read(file);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Every line with the name of its file.
fn prefixed(name: &str, what: &str) -> String {
    let lines: Vec<String> = what.lines().map(|line| format!("{name}: {line}")).collect();
    lines.join("\n")
}

/// Options and rules together.
struct Plan {
    columns: Mapping,
    criteria: Vec<Criterion>,
    rules: Rules,
}

impl Plan {
    /// What the command line says counts more than the rules file.
    fn new(options: &Options, file: &RulesFile) -> Result<Self, String> {
        let mut columns = file.columns.clone();
        columns
            .0
            .extend(options.columns.clone().unwrap_or_default().0);
        if let Some(sector) = &options.sector {
            columns.0.insert("sector".into(), sector.clone());
        }
        let mut criteria = file.criteria.clone();
        match columns.0.get("score") {
            Some(score) if !criteria.is_empty() => {
                return Err(format!(
                    "the rules name criteria, so that column “{score}” cannot be the score too"
                ));
            }
            score if criteria.is_empty() => criteria.push(Criterion {
                column: score.map_or("score", String::as_str).to_owned(),
                weight: 1,
                min: None,
                max: None,
            }),
            _ => {}
        }
        let draws = options.draws.or(file.draws).unwrap_or(20_000);
        let rules = Rules {
            seats: options.seats.or(file.seats).unwrap_or(10),
            draws,
            seed: options.seed.or(file.seed).unwrap_or(1),
            guard: file.guard,
            sector_effect: columns.0.contains_key("sector"),
        };
        Ok(Self {
            columns,
            criteria,
            rules,
        })
    }

    fn answer(&self, bytes: &[u8]) -> Result<Answer, String> {
        let table = Table::read(bytes)?;
        let columns = Columns::find(&table.header, &self.columns, &self.criteria)?;
        let jury = Jury::read(&table, &columns, &self.criteria, self.rules.seed)?;
        drop(table);
        let rank = |rules: &Rules| {
            ranking::rank(&jury.scores, rules).map_err(|refusal| {
                let notes = What::all_of(&jury.notes);
                let notes: Vec<String> = notes
                    .iter()
                    .map(|note| format!("\n{}", note.message()))
                    .collect();
                format!("{refusal}{}", notes.concat())
            })
        };
        let ranking = rank(&self.rules)?;
        let flags =
            |ranking: &ranking::Ranking| ranking.jurors.iter().map(|juror| juror.flagged).collect();
        // Who would be weighed down by the guard is said even where nobody is.
        let flagged: Vec<bool> = if self.rules.guard {
            flags(&ranking)
        } else {
            flags(&rank(&Rules {
                draws: 0,
                guard: true,
                ..self.rules.clone()
            })?)
        };
        Ok(Answer::new(ranking, &flagged, self.rules.guard, &jury))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
