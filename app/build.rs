//! Turns `locales/<language>/<feature>.json` into constants: a text that is missing in English does not
//! compile, and the browser gets its one language as a list in the order of these constants.

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

const LANGUAGES: [&str; 5] = ["en", "fr", "nl", "de", "rw"];

type Catalog = BTreeMap<String, BTreeMap<String, String>>;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    let catalogs = LANGUAGES.map(load);
    let english = &catalogs[0];
    let mut keys =
        String::from("/// One constant for each text; modules are features.\npub mod keys {\n");
    let (mut vocabulary, mut first) = (String::new(), 0);
    let (mut count, mut names) = (0, String::new());
    for (feature, texts) in english {
        let _ = writeln!(
            keys,
            "    #[allow(missing_docs, non_upper_case_globals)]\n    pub mod {feature} {{ use super::super::Key;"
        );
        for key in texts.keys() {
            let _ = writeln!(keys, "        pub const {key}: Key = Key({count});");
            if feature == "vocabulary" {
                first = if vocabulary.is_empty() { count } else { first };
                let _ = writeln!(vocabulary, "    {key:?},");
            }
            let _ = write!(names, "{feature}.{key} ");
            count += 1;
        }
        keys.push_str("    }\n");
    }
    keys.push_str("}\n");
    let find = format!(
        "/// Finds a text of the shared vocabulary by name.\n\
         #[must_use]\n\
         pub fn find(name: &str) -> Option<Key> {{\n    \
             let place = VOCABULARY.binary_search(&name).ok()?;\n    \
             u16::try_from({first} + place).ok().map(Key)\n\
         }}\n\
         /// Its names, sorted; their texts follow each other.\n\
         static VOCABULARY: &[&str] = &[\n{vocabulary}];\n"
    );
    let mut out = format!(
        "{keys}{find}/// How many texts there are.\npub const COUNT: usize = {count};\n\
         /// Tells the texts of one build from those of another: a number of all their names.\n\
         pub const EDITION: &str = \"{:016x}\";\n",
        fnv(&names)
    );
    for (language, catalog) in LANGUAGES.iter().zip(&catalogs) {
        let _ = writeln!(out, "static {}: [&str; COUNT] = [", language.to_uppercase());
        for (feature, texts) in english {
            for (key, text) in texts {
                let own = catalog.get(feature).and_then(|texts| texts.get(key));
                let _ = writeln!(out, "    {:?},", own.unwrap_or(text));
            }
        }
        out.push_str("];\n");
    }
    let folder = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&folder).join("texts.rs"), out).expect("OUT_DIR can be written");
}

/// French puts a space before some signs, where no line may be broken.
fn unbroken(text: &str) -> String {
    [" ?", " !", " ;", " :", " »"]
        .iter()
        .fold(text.replace("« ", "«\u{a0}"), |text, sign| {
            text.replace(sign, &sign.replace(' ', "\u{a0}"))
        })
}

/// FNV-1a, 64 bits: the same whatever compiles this.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn load(language: &str) -> Catalog {
    let folder = Path::new("locales").join(language);
    let mut catalog = Catalog::new();
    let Ok(entries) = fs::read_dir(&folder) else {
        return catalog;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let Some(feature) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        // Mail is made on the server only, from the files themselves: browsers need not carry it.
        if feature == "mail" {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a locale file can be read");
        let mut texts: BTreeMap<String, String> = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        if language == "fr" {
            texts.values_mut().for_each(|text| *text = unbroken(text));
        }
        catalog.insert(feature.to_owned(), texts);
    }
    catalog
}
