//! Finding the columns of a file: by the name that was given, else by their meaning's own name.

use super::rules::{Criterion, Mapping};
use super::tables::quoted;

/// Most columns that a sentence lists.
const MOST_LISTED: usize = 30;

/// Where the columns stand in the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Names of proposals, any text.
    pub proposal: usize,
    /// Names of jurors, any text.
    pub juror: usize,
    /// Sectors of proposals.
    pub sector: Option<usize>,
    /// Whether the row is a conflict of interest.
    pub conflict: Option<usize>,
    /// Scores, one for each criterion.
    pub criteria: Vec<usize>,
}

impl Columns {
    /// Finds the columns. Proposal and juror must be there; sector and conflict are only looked for when they are named.
    ///
    /// # Errors
    /// Sentences that name each column that is missing, there twice or asked for twice, and those that there are.
    pub fn find(
        header: &[String],
        mapping: &Mapping,
        criteria: &[Criterion],
    ) -> Result<Self, String> {
        let given = |meaning: &str| mapping.0.get(meaning).map(String::as_str);
        let needed = |meaning: &str| {
            place(header, given(meaning).unwrap_or(meaning)).map_err(|what| {
                let hint = format!("name the {meaning}'s column with --columns {meaning}=…");
                format!("{what}; {hint}")
            })
        };
        let wanted = |meaning: &str| given(meaning).map(|name| place(header, name)).transpose();
        // Without criteria of its own, a plan has the score as its only one.
        let score = given("score").unwrap_or("score");
        let scored = |criterion: &Criterion| {
            place(header, &criterion.column).map_err(|what| {
                if criteria.len() > 1 || criterion.column != score {
                    return what;
                }
                format!("{what}; name it with --columns score=…, or name criteria with --rules")
            })
        };
        let mut missing = Vec::new();
        let proposal = or_note(needed("proposal"), &mut missing);
        let juror = or_note(needed("juror"), &mut missing);
        let sector = or_note(wanted("sector"), &mut missing);
        let conflict = or_note(wanted("conflict"), &mut missing);
        let scores = (criteria.iter()).map(|criterion| or_note(scored(criterion), &mut missing));
        let scores: Vec<usize> = scores.collect();
        if !missing.is_empty() {
            // The header is listed once.
            let among = format!(" among {}", listed(header));
            for what in missing.iter_mut().skip(1) {
                *what = what.replace(&among, "");
            }
            return Err(missing.join("\n"));
        }
        let columns = Self {
            proposal,
            juror,
            sector,
            conflict,
            criteria: scores,
        };
        let mut used = vec![columns.proposal, columns.juror];
        used.extend(
            columns
                .sector
                .iter()
                .chain(&columns.conflict)
                .chain(&columns.criteria),
        );
        used.sort_unstable();
        match used.windows(2).find(|pair| pair[0] == pair[1]) {
            None => Ok(columns),
            Some(pair) => {
                let name = quoted(&header[pair[0]]);
                Err(format!("column {name} cannot mean two things at once"))
            }
        }
    }
}

fn or_note<T: Default>(found: Result<T, String>, missing: &mut Vec<String>) -> T {
    found.unwrap_or_else(|what| {
        missing.push(what);
        T::default()
    })
}

/// The column of that name; where there is none, the one that differs only in case.
fn place(header: &[String], name: &str) -> Result<usize, String> {
    let all = |same: &dyn Fn(&str) -> bool| -> Vec<usize> {
        (0..header.len()).filter(|at| same(&header[*at])).collect()
    };
    let mut found = all(&|own| own == name);
    if found.is_empty() {
        let small = name.to_lowercase();
        found = all(&|own| own.to_lowercase() == small);
    }
    match found[..] {
        [at] => Ok(at),
        [] => Err(format!(
            "there is no column {} among {}",
            quoted(name),
            listed(header)
        )),
        _ => Err(format!("there is more than one column {}", quoted(name))),
    }
}

fn listed(header: &[String]) -> String {
    let named = || header.iter().filter(|name| !name.is_empty());
    let mut names: Vec<String> = named().take(MOST_LISTED).map(|name| quoted(name)).collect();
    if named().count() > MOST_LISTED {
        names.push("…".into());
    }
    names.join(", ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn find(header: &str, mapping: &str, criteria: &[&str]) -> Result<Columns, String> {
        let header: Vec<String> = header.split('|').map(str::to_owned).collect();
        let criterion = |column: &&str| Criterion {
            column: (*column).to_owned(),
            weight: 1,
            min: None,
            max: None,
        };
        let criteria: Vec<Criterion> = criteria.iter().map(criterion).collect();
        Columns::find(&header, &Mapping::parse(mapping).unwrap(), &criteria)
    }

    #[test]
    fn columns_are_found_by_their_name_or_their_meaning() {
        let columns = Columns {
            proposal: 1,
            juror: 0,
            sector: None,
            conflict: None,
            criteria: vec![2],
        };
        assert_eq!(find("Juror|Proposal|y|Y", "", &["y"]), Ok(columns.clone()));
        let named = find(
            "a|b|c|sector|conflict",
            "proposal=b,juror=a,sector=sector",
            &["c"],
        );
        assert_eq!(
            named,
            Ok(Columns {
                sector: Some(3),
                ..columns
            })
        );
    }

    #[test]
    fn what_is_missing_double_or_ambiguous_is_named() {
        let refused =
            |found: Result<Columns, String>, what: &str| assert_eq!(found.unwrap_err(), what);
        refused(
            find("item||y", "juror=y", &[]),
            "there is no column “proposal” among “item”, “y”; name the proposal's column with --columns proposal=…",
        );
        refused(
            find("proposal|juror|y", "sector=field", &["y"]),
            "there is no column “field” among “proposal”, “juror”, “y”",
        );
        refused(
            find("proposal|juror|y|y", "", &["y"]),
            "there is more than one column “y”",
        );
        refused(
            find("proposal|juror|Y|y", "", &["é"]),
            "there is no column “é” among “proposal”, “juror”, “Y”, “y”",
        );
        refused(
            find("proposal|juror|y", "", &["juror"]),
            "column “juror” cannot mean two things at once",
        );
        refused(
            find("item|rater|y", "", &["score"]),
            "there is no column “proposal” among “item”, “rater”, “y”; name the proposal's column with --columns proposal=…\n\
             there is no column “juror”; name the juror's column with --columns juror=…\n\
             there is no column “score”; name it with --columns score=…, or name criteria with --rules",
        );
        let many = ["x"; 40].join("|");
        assert!(find(&many, "", &[]).unwrap_err().contains("“x”, …;"));
    }
}
