//! Taking addresses out of public text: contacts pass by consent only, also where a team wrote its own
//! into a summary.

/// What stands in the place of an address.
const HIDDEN: &str = "[…]";

/// The text without e-mail addresses and telephone numbers (`+250 788 123 456`, `0788 123 456`).
#[must_use]
pub fn hide_addresses(text: &str) -> String {
    let text = hide_emails(text);
    hide_numbers(&text)
}

fn hide_emails(text: &str) -> String {
    if !text.contains('@') {
        return text.to_owned();
    }
    text.split_inclusive(char::is_whitespace)
        .map(|piece| {
            let word = piece.trim_end();
            let address = word.split_once('@').is_some_and(|(before, after)| {
                before.ends_with(|c: char| c.is_alphanumeric() || "._-+".contains(c))
                    && after
                        .trim_end_matches(['.', ',', ';', ')', '>'])
                        .contains('.')
            });
            if address {
                format!("{HIDDEN}{}", &piece[word.len()..])
            } else {
                piece.to_owned()
            }
        })
        .collect()
}

fn hide_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let starts = !before.is_alphanumeric() && before != '.' && before != ',';
        if let Some(length) = starts.then(|| number(rest)).flatten() {
            out.push_str(HIDDEN);
            rest = &rest[length..];
            before = ']';
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            before = first;
        }
    }
    out
}

/// Length in bytes of a telephone number that the text begins with: `+` and 9 to 15 digits, or `07` and
/// eight more, with blanks, dashes or brackets between them. Amounts and dates are none.
fn number(text: &str) -> Option<usize> {
    let international = text.starts_with('+');
    if !international && !text.starts_with("07") {
        return None;
    }
    let (mut digits, mut end) = (0_usize, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '0'..='9' => {
                digits += 1;
                end = at + 1;
            }
            '+' if at == 0 => {}
            ' ' | '\u{a0}' | '-' | '(' | ')' => {}
            _ => break,
        }
        if !international && digits == 10 {
            break;
        }
    }
    let fits = if international {
        (9..=15).contains(&digits)
    } else {
        digits == 10 && !text[end..].starts_with(|c: char| c.is_ascii_digit())
    };
    fits.then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_hidden_wherever_they_stand() {
        for (text, shown) in [
            ("Write to ada@rp.ac.rw.", "Write to […]"),
            ("(mailto:a.b+c@x.org)\nor call", "[…]\nor call"),
            ("Call +250 788 123 456 now", "Call […] now"),
            ("Call 0788-123-456, please", "Call […], please"),
            ("(+32)(0)475 12 34 56", "([…]"),
        ] {
            assert_eq!(hide_addresses(text), shown);
        }
    }

    #[test]
    fn amounts_dates_and_other_uses_of_the_sign_stay() {
        for text in [
            "5 000 000 RWF for 25 dryers @ 200 000",
            "From 07.02.2027 to 01.12.2027",
            "+ 15 % in 12 months",
            "0712",
            "Twitter: @icumi",
            "Ibyo bizakorwa n’abagore 120",
        ] {
            assert_eq!(hide_addresses(text), text);
        }
    }
}
