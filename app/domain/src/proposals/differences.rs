//! Word-level differences of two texts, for the page that shows both sides of a conflict or of a history.

use serde::{Deserialize, Serialize};

/// A run of words with the white space after them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// In both texts.
    Same(String),
    /// Only in the first text.
    First(String),
    /// Only in the second text.
    Second(String),
}

/// Longest middle part (words × words) that is compared word by word; beyond it is shown as replaced.
const MOST_CELLS: usize = 4_000_000;

/// Compares two texts word by word: the longest common subsequence of words (with their white space).
///
/// The pieces of the first text (`Same`, `First`) joined are the first text, those of the second the second.
#[must_use]
pub fn compare_words(first: &str, second: &str) -> Vec<Piece> {
    let a = tokens(first);
    let b = tokens(second);
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..]
        .iter()
        .rev()
        .zip(b[head..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a_middle, b_middle) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut pieces = Pieces::default();
    for word in &a[..head] {
        pieces.push(Side::Same, word);
    }
    if a_middle.len().saturating_mul(b_middle.len()) > MOST_CELLS {
        for word in a_middle {
            pieces.push(Side::First, word);
        }
        for word in b_middle {
            pieces.push(Side::Second, word);
        }
    } else {
        middle(a_middle, b_middle, &mut pieces);
    }
    for word in &a[a.len() - tail..] {
        pieces.push(Side::Same, word);
    }
    pieces.0
}

/// Words, each with the white space that follows it; leading white space is a word of its own.
fn tokens(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut blank_before = false;
    for (at, c) in text.char_indices() {
        if blank_before && !c.is_whitespace() {
            words.push(&text[start..at]);
            start = at;
        }
        blank_before = c.is_whitespace();
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

/// Classic dynamic programme over the lengths of common subsequences of the rests.
fn middle(a: &[&str], b: &[&str], pieces: &mut Pieces) {
    let width = b.len() + 1;
    let mut common = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i * width + j] = if a[i] == b[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            pieces.push(Side::Same, a[i]);
            i += 1;
            j += 1;
        } else if j == b.len()
            || (i < a.len() && common[(i + 1) * width + j] >= common[i * width + j + 1])
        {
            pieces.push(Side::First, a[i]);
            i += 1;
        } else {
            pieces.push(Side::Second, b[j]);
            j += 1;
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Same,
    First,
    Second,
}

/// Pieces in the making: neighbours of the same side are joined.
#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn push(&mut self, side: Side, word: &str) {
        match (self.0.last_mut(), side) {
            (Some(Piece::Same(text)), Side::Same)
            | (Some(Piece::First(text)), Side::First)
            | (Some(Piece::Second(text)), Side::Second) => text.push_str(word),
            (_, Side::Same) => self.0.push(Piece::Same(word.to_owned())),
            (_, Side::First) => self.0.push(Piece::First(word.to_owned())),
            (_, Side::Second) => self.0.push(Piece::Second(word.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn changed_word_stands_between_what_stayed() {
        assert_eq!(
            compare_words("We need two kilns\n\nnow", "We need three kilns\n\nnow"),
            [
                Piece::Same("We need ".into()),
                Piece::First("two ".into()),
                Piece::Second("three ".into()),
                Piece::Same("kilns\n\nnow".into()),
            ]
        );
        assert_eq!(compare_words("", ""), []);
        assert_eq!(compare_words("", "new"), [Piece::Second("new".into())]);
    }

    proptest! {
        #[test]
        fn pieces_of_each_side_are_its_text(a in "[ab \n]{0,40}", b in "[ab \n]{0,40}") {
            let (mut first, mut second) = (String::new(), String::new());
            for piece in compare_words(&a, &b) {
                match piece {
                    Piece::Same(text) => { first += &text; second += &text; }
                    Piece::First(text) => first += &text,
                    Piece::Second(text) => second += &text,
                }
            }
            prop_assert_eq!(first, a);
            prop_assert_eq!(second, b);
        }
    }
}
