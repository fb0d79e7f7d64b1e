//! Where points lie on a picture that is 100 % wide.

use domain::selection::Place;

/// A scale from the lowest to the highest end of all intervals, with a little air.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    /// The scale that holds all of these.
    pub(super) fn of(numbers: impl Iterator<Item = f64> + Clone) -> Self {
        let low = numbers.clone().fold(f64::INFINITY, f64::min);
        let high = numbers.fold(f64::NEG_INFINITY, f64::max);
        if !(low.is_finite() && high.is_finite()) {
            return Self {
                low: 0.0,
                high: 1.0,
            };
        }
        let air = ((high - low) * 0.03).max(0.01);
        Self {
            low: low - air,
            high: high + air,
        }
    }

    /// The scale of a list of places.
    pub(super) fn of_places(places: &[Place]) -> Self {
        let numbers = places
            .iter()
            .filter(|place| place.reviews > 0)
            .flat_map(|place| {
                let (low, high) = place.interval.unwrap_or((place.adjusted, place.adjusted));
                let mean = place.raw_mean.unwrap_or(place.adjusted);
                [low, high, place.adjusted, mean]
            });
        Self::of(numbers)
    }

    /// As an SVG length.
    pub(super) fn at(self, number: f64) -> String {
        format!("{:.2}%", self.share(number))
    }

    /// The length between two numbers.
    pub(super) fn between(self, low: f64, high: f64) -> String {
        format!("{:.2}%", (self.share(high) - self.share(low)).max(0.0))
    }

    fn share(self, number: f64) -> f64 {
        ((number - self.low) / (self.high - self.low) * 100.0).clamp(0.0, 100.0)
    }
}

/// The middle between the last one selected and the next, by rank; `None` where nobody is left out.
pub(super) fn cut(places: &[Place]) -> Option<f64> {
    let scored = || places.iter().filter(|place| place.reviews > 0);
    let last = scored().rfind(|place| place.selected)?;
    let next = scored().find(|place| !place.selected)?;
    Some(f64::midpoint(last.adjusted, next.adjusted))
}

/// From the lowest to the highest adjusted score that is too close to call.
pub(super) fn grey_zone(places: &[Place]) -> Option<(f64, f64)> {
    let close = || {
        places
            .iter()
            .filter(|place| place.close_call)
            .map(|place| place.adjusted)
    };
    let (low, high) = (
        close().fold(f64::INFINITY, f64::min),
        close().fold(f64::NEG_INFINITY, f64::max),
    );
    (low <= high).then_some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(rank: u32, adjusted: f64, selected: bool, close_call: bool) -> Place {
        Place {
            number: 1,
            rank,
            selected,
            reviews: 2,
            raw_mean: Some(adjusted),
            adjusted,
            interval: Some((adjusted - 1.0, adjusted + 1.0)),
            rank_interval: None,
            p_selected: None,
            close_call,
        }
    }

    #[test]
    fn cut_lies_between_the_last_in_and_the_first_out() {
        let places = [
            place(1, 8.0, true, false),
            place(2, 7.0, true, true),
            place(3, 6.0, false, true),
            place(4, 3.0, false, false),
        ];
        assert_eq!(cut(&places), Some(6.5));
        assert_eq!(grey_zone(&places), Some((6.0, 7.0)));
        assert_eq!(cut(&places[..2]), None);
        assert_eq!(grey_zone(&places[..1]), None);
    }

    #[test]
    fn scale_holds_every_interval_and_survives_a_single_score() {
        let places = [place(1, 8.0, true, false), place(2, 4.0, false, false)];
        let scale = Scale::of_places(&places);
        assert_eq!(scale.at(6.0), "50.00%");
        assert_eq!(scale.between(7.0, 5.0), "0.00%");
        assert_eq!(Scale::of([5.0].into_iter()).at(5.0), "50.00%");
        assert_eq!(Scale::of(std::iter::empty()).at(0.5), "50.00%");
    }
}
