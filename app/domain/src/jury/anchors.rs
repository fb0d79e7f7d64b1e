//! Anchors: a few proposals that every juror scores, so that it shows how strict each is. Organisers name them by number.

use crate::Problem;

/// Most anchors of a competition: each costs every juror a place.
pub const MOST_ANCHORS: usize = 3;

/// Reads numbers of proposals as typed (`3, 14`), each once, the smallest first; an empty text is none.
///
/// # Errors
/// `NotANumber`, `Other`: `not_eligible` for a proposal that does not go to the jury, `anchors_most`.
pub fn parse_anchors(text: &str, eligible: &[i32]) -> Result<Vec<i32>, Problem> {
    let words = text.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
    let mut numbers = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        let number: i32 = word.parse().map_err(|_| Problem::NotANumber)?;
        if !eligible.contains(&number) {
            return Err(other("not_eligible"));
        }
        numbers.push(number);
    }
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.len() > MOST_ANCHORS {
        return Err(other("anchors_most"));
    }
    Ok(numbers)
}

fn other(what: &str) -> Problem {
    Problem::Other { what: what.into() }
}

/// The numbers as the input shows them.
#[must_use]
pub fn written_anchors(numbers: &[i32]) -> String {
    let numbers: Vec<String> = numbers.iter().map(i32::to_string).collect();
    numbers.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_at_most_three_numbers_of_eligible_proposals() {
        let parse = |text| parse_anchors(text, &[2, 3, 5, 7]);
        assert_eq!(parse(" "), Ok(vec![]));
        assert_eq!(parse("7;2, 2\n5"), Ok(vec![2, 5, 7]));
        assert_eq!(parse("2, 4"), Err(other("not_eligible")));
        assert_eq!(parse("2, bees"), Err(Problem::NotANumber));
        assert_eq!(parse("2 3 5 7"), Err(other("anchors_most")));
        assert_eq!(written_anchors(&[2, 5]), "2, 5");
    }
}
