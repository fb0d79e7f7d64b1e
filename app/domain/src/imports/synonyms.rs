//! Words that people put at the top of columns and into cells, in the five languages. Compared without
//! case, blanks and punctuation.

use super::Column;
use crate::{policy::TeamRole, teams::MemberKind};

/// Small letters and digits only.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Names of a column besides its key.
pub(super) const fn of_column(column: Column) -> &'static [&'static str] {
    match column {
        Column::Name => &[
            "fullname",
            "person",
            "nom",
            "nomcomplet",
            "naam",
            "vollername",
            "amazina",
            "izina",
        ],
        Column::Email => &[
            "mail",
            "emailaddress",
            "address",
            "courriel",
            "adressemail",
            "emailadres",
            "emailadresse",
            "imeyili",
        ],
        Column::Kind => &[
            "type",
            "rolekind",
            "category",
            "catégorie",
            "soort",
            "art",
            "ubwoko",
        ],
        Column::Role => &["teamrole", "rôle", "rol", "rolle", "uruhare"],
        Column::Team => &["teamname", "équipe", "ploeg", "mannschaft", "itsinda"],
        Column::Language => &["lang", "langue", "taal", "sprache", "ururimi"],
        Column::Employer => &[
            "organisation",
            "organization",
            "institution",
            "employeur",
            "werkgever",
            "arbeitgeber",
            "umukoresha",
        ],
        Column::Languages => &["reads", "langues", "talen", "sprachen", "indimi"],
        Column::Sectors => &["fields", "secteurs", "sectoren", "bereiche", "inzego"],
        Column::Capacity => &[
            "places",
            "load",
            "capacité",
            "capaciteit",
            "kapazität",
            "ubushobozi",
        ],
        Column::Number => &[
            "no",
            "nr",
            "id",
            "proposalnumber",
            "numéro",
            "nummer",
            "nimero",
        ],
        Column::Title => &[
            "proposal",
            "project",
            "titre",
            "projet",
            "titel",
            "projekt",
            "umutwe",
            "umushinga",
        ],
        Column::Sector => &["field", "secteur", "bereich", "urwego"],
        Column::College => &[
            "hostcollege",
            "school",
            "collège",
            "école",
            "hogeschool",
            "schule",
            "ishuri",
        ],
        Column::Need => &["mappedneed", "besoin", "nood", "bedarf", "ikibazo"],
        Column::Summary => &[
            "abstract",
            "description",
            "résumé",
            "samenvatting",
            "zusammenfassung",
            "incamake",
        ],
        Column::Amount => &[
            "budget",
            "requested",
            "amountrequested",
            "montant",
            "bedrag",
            "betrag",
            "amafaranga",
        ],
        Column::Currency => &["monnaie", "devise", "munt", "währung", "ifaranga"],
        Column::TargetGroups => &[
            "targetgroup",
            "targets",
            "groupescibles",
            "doelgroepen",
            "zielgruppen",
            "abagenerwabikorwa",
        ],
        Column::Proposal => &[
            "item",
            "proposalnumber",
            "number",
            "title",
            "project",
            "projet",
            "voorstel",
            "proposition",
            "vorschlag",
            "umushinga",
        ],
        Column::Juror => &[
            "rater",
            "judge",
            "reviewer",
            "jurorname",
            "juré",
            "jurylid",
            "jurymitglied",
            "umukemurampaka",
        ],
        Column::Conflict => &[
            "coi",
            "conflictofinterest",
            "conflitdintérêts",
            "conflit",
            "belangenconflict",
            "interessenkonflikt",
            "befangen",
            "inyungu",
        ],
        Column::Comment => &[
            "comments",
            "commenttoteam",
            "commentaire",
            "opmerking",
            "kommentar",
            "icyobavuze",
        ],
    }
}

/// Which kind of member a cell names.
pub(super) fn member(text: &str) -> Option<MemberKind> {
    Some(match plain(text).as_str() {
        "trainer" | "formateur" | "formatrice" | "opleider" | "ausbilder" | "ausbilderin"
        | "umutoza" => MemberKind::Trainer,
        "student" | "étudiant" | "étudiante" | "studente" | "studentin" | "umunyeshuri" => {
            MemberKind::Student
        }
        "professor" | "professeur" | "professeure" | "teacher" | "lecturer" | "docent"
        | "dozent" | "dozentin" | "umwarimu" => MemberKind::Professor,
        _ => return None,
    })
}

/// Whether a cell says that somebody is a juror.
pub(super) fn is_juror(text: &str) -> bool {
    matches!(
        plain(text).as_str(),
        "juror"
            | "judge"
            | "jury"
            | "reviewer"
            | "juré"
            | "jurée"
            | "jurylid"
            | "jurymitglied"
            | "umukemurampaka"
    )
}

/// Which rights in a team a cell names.
pub(super) fn role(text: &str) -> Option<TeamRole> {
    Some(match plain(text).as_str() {
        "lead" | "leader" | "teamlead" | "responsable" | "leider" | "leitung" | "umuyobozi" => {
            TeamRole::Lead
        }
        "editor" | "member" | "membre" | "lid" | "mitglied" | "writes" | "umunyamuryango" => {
            TeamRole::Editor
        }
        "reader" | "reads" | "lecteur" | "lezer" | "leser" => TeamRole::Reader,
        _ => return None,
    })
}

/// Yes or no, in a cell. Blank is no.
pub(super) fn yes(text: &str) -> Option<bool> {
    Some(match plain(text).as_str() {
        "" | "0" | "no" | "false" | "non" | "faux" | "nee" | "onwaar" | "nein" | "falsch"
        | "oya" | "n" => false,
        "1" | "yes" | "true" | "oui" | "vrai" | "ja" | "waar" | "wahr" | "yego" | "y" | "x" => true,
        _ => return None,
    })
}

/// Whether a cell says "cannot judge". Blank does not: it is missing.
pub(super) fn cannot_judge(text: &str) -> bool {
    let text = text.trim();
    matches!(text, "-" | "–" | "—")
        || matches!(
            plain(text).as_str(),
            "na" | "cannot" | "cannotjudge" | "so" | "nvt" | "ka"
        )
}
