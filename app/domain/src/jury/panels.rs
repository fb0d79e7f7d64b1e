//! Panels: who reads which sectors, where the jury is not one pool.
//!
//! A sector is of one panel at most, and so is a juror. Whoever is of a panel reads its sectors, and those of no panel;
//! whoever is of none reads everything, and is what makes the scores of the panels comparable.

use crate::{JurorId, Problem, errors::Problems, fields, screening::Heading, vocabulary::Sector};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most panels of a round: there are no more sectors.
pub const PANELS_MAX: usize = Sector::ALL.len();

/// Jurors who read the proposals of some sectors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// 1 to 60 characters.
    pub name: String,
    /// At least one.
    pub sectors: Vec<Sector>,
    /// Any number.
    pub jurors: Vec<JurorId>,
}

/// The panels of a round; the default is one pool.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Panels(pub Vec<Panel>);

impl Panels {
    /// Whether a juror does not read proposals of this sector: both are of a panel, and not of the same one.
    #[must_use]
    pub fn keep_apart(&self, juror: JurorId, sector: Option<Sector>) -> bool {
        let of_sector = self
            .0
            .iter()
            .position(|panel| panel.sectors.iter().any(|own| Some(*own) == sector));
        let of_juror = self.of_juror(juror);
        of_sector.is_some() && of_juror.is_some() && of_sector != of_juror
    }

    /// The place of a juror's panel.
    #[must_use]
    pub fn of_juror(&self, juror: JurorId) -> Option<usize> {
        self.0
            .iter()
            .position(|panel| panel.jurors.contains(&juror))
    }
}

/// A panel as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelEdit {
    /// Its name.
    pub name: String,
    /// Sector keys.
    pub sectors: Vec<String>,
    /// Ids of jurors.
    pub jurors: Vec<String>,
}

impl PanelEdit {
    fn is_empty(&self) -> bool {
        self.name.trim().is_empty() && self.sectors.is_empty() && self.jurors.is_empty()
    }
}

/// A panel's key in a form, from 1; a name that begins with a digit would be a place in a list.
#[must_use]
pub fn panel_key(place: usize) -> String {
    format!("p{place}")
}

/// Reads panels as typed, by [`panel_key`]. Those with nothing in them are left out. Problems are noted under
/// `panels[key][name]`, `panels[key][sectors]` and `panels[key][jurors]`.
///
/// `jurors` are those who can be of a panel. Returns `None` where there is a problem.
#[must_use]
pub fn read_panels(
    typed: &BTreeMap<String, PanelEdit>,
    jurors: &[JurorId],
    problems: &mut Problems,
) -> Option<Panels> {
    let mut panels = Panels::default();
    let mut complete = true;
    let slots = (1..=PANELS_MAX).map(panel_key);
    for (key, edit) in slots.filter_map(|key| typed.get_key_value(&key)) {
        if edit.is_empty() {
            continue;
        }
        let field = |input: &str| format!("panels[{key}][{input}]");
        let name = problems.check(&field("name"), fields::required(&edit.name, 60));
        let sectors = sectors(&edit.sectors, &panels);
        let sectors = problems.check(&field("sectors"), sectors);
        let members = members(&edit.jurors, jurors, &panels);
        let members = problems.check(&field("jurors"), members);
        match (name, sectors, members) {
            (Some(name), Some(sectors), Some(jurors)) => panels.0.push(Panel {
                name,
                sectors,
                jurors,
            }),
            _ => complete = false,
        }
    }
    complete.then_some(panels)
}

fn sectors(keys: &[String], before: &Panels) -> Result<Vec<Sector>, Problem> {
    let mut list = Vec::new();
    for key in keys {
        let sector = Sector::parse(key).ok_or(Problem::NotAChoice)?;
        if before.0.iter().any(|panel| panel.sectors.contains(&sector)) {
            let what = "panel_sector_twice".into();
            return Err(Problem::Other { what });
        }
        if !list.contains(&sector) {
            list.push(sector);
        }
    }
    if list.is_empty() {
        return Err(Problem::Required);
    }
    Ok(list)
}

fn members(ids: &[String], known: &[JurorId], before: &Panels) -> Result<Vec<JurorId>, Problem> {
    let mut list = Vec::new();
    for id in ids {
        let juror: JurorId = id.parse().map_err(|_| Problem::NotAChoice)?;
        if !known.contains(&juror) {
            return Err(Problem::NotAChoice);
        }
        if before.of_juror(juror).is_some() {
            let what = "panel_juror_twice".into();
            return Err(Problem::Other { what });
        }
        if !list.contains(&juror) {
            list.push(juror);
        }
    }
    Ok(list)
}

/// What the page of panels shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelsPage {
    /// Of which competition.
    pub heading: Heading,
    /// A change has to name it.
    pub version: i64,
    /// As they stand.
    pub panels: Panels,
    /// Who can be of one: invited or active, by name.
    pub jurors: Vec<(JurorId, String)>,
    /// Eligible proposals by sector.
    pub proposals: BTreeMap<Sector, u32>,
    /// Pairs that stand although panels keep them apart.
    pub across: u32,
    /// Whether this person can change them now.
    pub may_change: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn juror(n: u128) -> JurorId {
        Uuid::from_u128(n).into()
    }

    fn typed(name: &str, sectors: &[Sector], jurors: &[u128]) -> PanelEdit {
        PanelEdit {
            name: name.into(),
            sectors: sectors.iter().map(|own| own.key().to_owned()).collect(),
            jurors: jurors.iter().map(|n| juror(*n).to_string()).collect(),
        }
    }

    /// What was read, and the inputs that were wrong.
    fn read(panels: &[PanelEdit]) -> (Panels, Vec<String>) {
        let typed = (1..).zip(panels);
        let typed = typed.map(|(place, panel)| (panel_key(place), panel.clone()));
        let mut problems = Problems::new();
        let panels = read_panels(&typed.collect(), &[1, 2, 3].map(juror), &mut problems);
        let list = problems.into_list().into_iter();
        let fields = list.map(|entry| entry.field).collect();
        (panels.unwrap_or_default(), fields)
    }

    #[test]
    fn panels_keep_their_jurors_to_their_sectors_and_nobody_else() {
        let [one, two, other] = [Sector::ALL[0], Sector::ALL[1], Sector::ALL[2]];
        let (panels, wrong) = read(&[
            typed("A", &[one], &[1]),
            typed("", &[], &[]),
            typed("B", &[two], &[2]),
        ]);
        assert_eq!((panels.0.len(), wrong.len()), (2, 0));
        let apart = |n, sector| panels.keep_apart(juror(n), sector);
        assert!(!apart(1, Some(one)) && apart(1, Some(two)));
        assert!(apart(2, Some(one)) && !apart(2, Some(two)));
        assert!(!apart(1, Some(other)) && !apart(1, None), "of no panel");
        assert!(!apart(3, Some(one)) && !apart(3, Some(two)), "a bridge");
        assert!(!Panels::default().keep_apart(juror(1), Some(one)));
    }

    #[test]
    fn what_is_missing_or_twice_is_told_beside_its_panel() {
        let [one, two] = [Sector::ALL[0], Sector::ALL[1]];
        let (none, fields) = read(&[typed("A", &[one], &[1]), typed("", &[one], &[1, 9])]);
        let all = ["name", "sectors", "jurors"].map(|input| format!("panels[p2][{input}]"));
        assert_eq!((none, fields), (Panels::default(), all.into()));
        let none = read(&[typed("A", &[], &[1])]);
        assert_eq!(none.1, ["panels[p1][sectors]"]);
        let twice = read(&[typed("A", &[one], &[1]), typed("B", &[two], &[1])]);
        assert_eq!(twice.1, ["panels[p2][jurors]"]);
    }
}
