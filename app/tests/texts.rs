//! Every text exists in all five languages, with the same places to fill.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, collections::BTreeSet, fs, path::Path};

type Texts = BTreeMap<String, String>;

fn load(language: &str) -> Texts {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(language);
    let mut all = Texts::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let feature = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let texts: Texts = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        all.extend(
            texts
                .into_iter()
                .map(|(key, text)| (format!("{feature}.{key}"), text)),
        );
    }
    all
}

/// Names of the places, without the forms of a plural: a language may not need it.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(place, _)| place.split('|').next().unwrap_or(place))
        .collect()
}

#[test]
fn texts_of_all_languages_have_the_keys_and_places_of_english() {
    let english = load("en");
    assert!(english.len() > 40, "only {} texts", english.len());
    let mut problems = Vec::new();
    for language in ["fr", "nl", "de", "rw"] {
        let own = load(language);
        for (key, text) in &english {
            match own.get(key) {
                None => problems.push(format!("{language}: {key} is missing")),
                Some(translated) if places(translated) != places(text) => {
                    problems.push(format!(
                        "{language}: {key} fills {:?}, English {:?}",
                        places(translated),
                        places(text)
                    ));
                }
                Some(translated) if translated.trim().is_empty() != text.trim().is_empty() => {
                    problems.push(format!("{language}: {key} is empty"));
                }
                Some(_) => {}
            }
        }
        problems.extend(
            own.keys()
                .filter(|key| !english.contains_key(*key))
                .map(|key| format!("{language}: {key} is not in English")),
        );
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
