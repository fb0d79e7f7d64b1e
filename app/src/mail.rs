//! Mail as people read it: subject and plain text in five languages, and the demo's mailbox.
//!
//! The texts stand in `locales/<language>/mail.json`, two for each template: `accounts.confirm` has
//! `accounts_confirm_subject` and `accounts_confirm_body`. Browsers never need them, so they are not
//! part of the catalogs that browsers fetch.

mod mailbox;

pub use mailbox::*;

use crate::texts::{self, ServerTimes, Texts, TimeStyle};
use domain::Language;
use serde_json::Value;
use std::{collections::BTreeMap, fmt::Display, sync::OnceLock};

/// A mail that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    /// One line.
    pub subject: String,
    /// Plain text; lines are not broken.
    pub body: String,
}

/// Puts a mail into words: `None` when there is no such template.
///
/// Fields fill the places of their name. Paths in `link` and `…_link` get `base_url` before them (no
/// slash at its end), numbers in `from`, `until` and `…_at` are instants (milliseconds UTC) shown in the zone
/// that the field `zone` names, keys of the shared vocabulary (`role`, `sector` …) get their names, and a list stands
/// under the text of its name, `<field>_list`, unless it is empty.
#[must_use]
pub fn compose(
    template: &str,
    fields: &Value,
    language: Language,
    base_url: &str,
    times: ServerTimes,
) -> Option<Composed> {
    let catalog = catalog(language);
    let name = template.replace('.', "_");
    let subject = catalog.get(&format!("{name}_subject"))?;
    let body = catalog.get(&format!("{name}_body"))?;
    let filled: Vec<(String, String)> = fields
        .as_object()?
        .iter()
        .map(|(field, value)| {
            let text = shown(field, value, fields, language, base_url, times);
            (field.clone(), text)
        })
        .collect();
    let values: Vec<(&str, &dyn Display)> = filled
        .iter()
        .map(|(field, text)| (field.as_str(), text as &dyn Display))
        .collect();
    let subject = texts::fill(language, subject, &values);
    Some(Composed {
        subject: subject.split_whitespace().collect::<Vec<_>>().join(" "),
        body: format!(
            "{}\n\n-- \nIcumi\n{base_url}\n",
            texts::fill(language, body, &values)
        ),
    })
}

fn shown(
    field: &str,
    value: &Value,
    fields: &Value,
    language: Language,
    base_url: &str,
    ServerTimes(time): ServerTimes,
) -> String {
    match value {
        Value::String(path) if field == "link" || field.ends_with("_link") => {
            format!("{base_url}{path}")
        }
        Value::String(text) => texts::find(&format!("{field}_{text}"))
            .map_or_else(|| text.clone(), |key| Texts::of(language).get(key).into()),
        Value::Number(at) if matches!(field, "from" | "until") || field.ends_with("_at") => {
            let zone = fields["zone"].as_str().unwrap_or("Africa/Kigali");
            let at = at.as_i64().unwrap_or_default();
            time(at, zone, language, TimeStyle::DateTime)
        }
        Value::Null => String::new(),
        Value::Array(lines) if lines.is_empty() => String::new(),
        Value::Array(lines) => {
            let heading = catalog(language).get(&format!("{field}_list"));
            let lines = lines.iter().filter_map(Value::as_str);
            let lines = lines.map(|line| format!("\n– {line}"));
            format!(
                "\n\n{}{}",
                heading.map_or("", String::as_str),
                lines.collect::<String>()
            )
        }
        other => other.to_string(),
    }
}

fn catalog(language: Language) -> &'static BTreeMap<String, String> {
    static CATALOGS: OnceLock<[BTreeMap<String, String>; 5]> = OnceLock::new();
    let catalogs = CATALOGS.get_or_init(|| {
        [
            include_str!("../locales/en/mail.json"),
            include_str!("../locales/fr/mail.json"),
            include_str!("../locales/nl/mail.json"),
            include_str!("../locales/de/mail.json"),
            include_str!("../locales/rw/mail.json"),
        ]
        .map(|text| serde_json::from_str(text).unwrap_or_default())
    });
    &catalogs[language as usize]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    const TIMES: ServerTimes =
        ServerTimes(|at, zone, language, _| format!("{at} {zone} {}", language.code()));

    #[test]
    fn mail_gets_whole_links_times_and_names() {
        let fields = json!({
            "name": "Ada", "title": "Solar kiln", "number": 7, "competition": "Pilots",
            "submitted_by": "Ben", "received_at": 42, "zone": "Africa/Kigali",
            "fingerprint": "ab12", "link": "/proposals/7", "check_link": "/check",
        });
        let mail = compose(
            "proposals.received",
            &fields,
            Language::En,
            "https://icumi.rw",
            TIMES,
        )
        .unwrap();
        assert_eq!(mail.subject, "Received: proposal 7, Solar kiln");
        assert!(
            mail.body
                .contains("Received: 42 Africa/Kigali en (Africa/Kigali)\n")
        );
        assert!(mail.body.contains("\nhttps://icumi.rw/proposals/7\n"));
        assert!(mail.body.contains("\nhttps://icumi.rw/check\n"));
        assert!(mail.body.ends_with("\n\n-- \nIcumi\nhttps://icumi.rw\n"));
        let role =
            json!({ "name": "Ada", "competition": "Pilots", "role": "auditor", "link": "/" });
        let mail = compose("competitions.role_given", &role, Language::De, "", TIMES).unwrap();
        assert_eq!(mail.subject, "Ihre Rolle in Pilots: Prüfung");
    }

    #[test]
    fn list_in_a_mail_stands_under_its_heading_and_an_empty_one_leaves_no_trace() {
        let mail = |unmet: Value| {
            let fields = json!({ "reason": "No time", "unmet": unmet });
            let mail = compose("screening.ineligible", &fields, Language::Fr, "", TIMES);
            mail.unwrap().body
        };
        let found = mail(json!(["Au Rwanda", "Avec un étudiant"]));
        let list = "No time\n\nPoints non remplis :\n– Au Rwanda\n– Avec un étudiant\n\n";
        assert!(found.contains(list), "{found}");
        let nothing = mail(json!([]));
        assert!(nothing.contains("No time\n\nSi "), "{nothing}");
    }

    #[test]
    fn mail_of_an_unknown_template_is_none() {
        assert_eq!(
            compose("no.such", &json!({}), Language::En, "", TIMES),
            None
        );
    }

    #[test]
    fn subject_with_line_ends_in_a_field_stays_one_line() {
        let fields = json!({ "inviter": "Eve\r\nBcc: all@example.org", "team": "T", "competition": "C", "link": "/" });
        let mail = compose("teams.invited", &fields, Language::Fr, "", TIMES).unwrap();
        assert_eq!(
            mail.subject,
            "Eve Bcc: all@example.org vous invite dans l’équipe « T »"
        );
    }

    #[test]
    fn every_template_has_subject_and_body_in_every_language() {
        let templates: Vec<&str> = catalog(Language::En)
            .keys()
            .filter_map(|key| key.strip_suffix("_subject"))
            .collect();
        assert!(templates.len() >= 5);
        for language in Language::ALL {
            let texts = catalog(language);
            let lists = texts.iter().filter(|(key, _)| key.ends_with("_list"));
            let parts = 2 * templates.len() + lists.count();
            assert_eq!(texts.len(), parts, "{language:?}");
            assert!(texts.contains_key("unmet_list"), "{language:?}");
            for template in &templates {
                for part in ["subject", "body"] {
                    let text = texts.get(&format!("{template}_{part}"));
                    assert!(
                        text.is_some_and(|text| !text.trim().is_empty()),
                        "{language:?} {template}"
                    );
                }
            }
        }
    }

    /// Mail that was ordered and has no text would never arrive.
    #[test]
    fn every_template_that_the_database_layer_orders_has_a_text() {
        let mut folders = vec![format!(
            "{}/../server/store/src",
            env!("CARGO_MANIFEST_DIR")
        )];
        let mut ordered = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path.to_str().unwrap().to_owned());
                } else {
                    let source = std::fs::read_to_string(&path).unwrap();
                    ordered.extend(
                        source
                            .split("template: \"")
                            .skip(1)
                            .filter_map(|rest| rest.split('"').next().map(str::to_owned)),
                    );
                }
            }
        }
        assert!(ordered.len() >= 5);
        for template in ordered {
            let subject = format!("{}_subject", template.replace('.', "_"));
            assert!(catalog(Language::En).contains_key(&subject), "{template}");
        }
    }
}
