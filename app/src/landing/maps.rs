//! A small map of Rwanda with the host colleges.

use crate::tr;
use domain::competitions::College;
use leptos::prelude::*;

/// Outline of Rwanda in degrees east and north, from the public-domain map of Natural Earth (1:110m).
const OUTLINE: [(f64, f64); 13] = [
    (30.42, -1.13),
    (30.82, -1.70),
    (30.76, -2.29),
    (30.47, -2.41),
    (29.94, -2.35),
    (29.63, -2.92),
    (29.02, -2.84),
    (29.12, -2.29),
    (29.25, -2.22),
    (29.29, -1.62),
    (29.58, -1.34),
    (29.82, -1.44),
    (30.42, -1.13),
];

/// Units of the drawing: at two degrees from the equator, degrees of latitude and longitude are nearly equal.
const SCALE: f64 = 240.0;

fn place(longitude: f64, latitude: f64) -> (f64, f64) {
    ((longitude - 28.9) * SCALE, (-1.05 - latitude) * SCALE)
}

/// Whether the map shows the place.
fn shown(college: &College) -> bool {
    (28.9..=30.95).contains(&college.longitude) && (-2.95..=-1.05).contains(&college.latitude)
}

/// The colleges on a map, each a link to `#college-CODE` of the page named. Colleges elsewhere are left out;
/// the list beside the map holds them all.
#[component]
pub fn CollegeMap(
    /// All colleges.
    colleges: Vec<College>,
    /// Address of the page that lists them.
    #[prop(into)]
    page: String,
) -> impl IntoView {
    let mut path = String::new();
    for (i, (longitude, latitude)) in OUTLINE.into_iter().enumerate() {
        let (x, y) = place(longitude, latitude);
        path.push_str(&format!("{}{x:.0} {y:.0}", if i == 0 { "M" } else { "L" }));
    }
    path.push('Z');
    let colleges: Vec<College> = colleges.into_iter().filter(shown).collect();
    let points: Vec<(f64, f64)> = colleges
        .iter()
        .map(|college| place(college.longitude, college.latitude))
        .collect();
    let places = colleges
        .into_iter()
        .enumerate()
        .map(|(i, college)| {
            let (x, y) = points[i];
            // A name stands on the right of its place, unless another place is there or the drawing ends.
            let taken = points.iter().any(|(x2, y2)| *x2 > x && x2 - x < 110.0 && (y2 - y).abs() < 24.0);
            let (dx, anchor) = if taken || x > 400.0 { (-12.0, "end") } else { (12.0, "start") };
            let short = college.name.strip_prefix("IPRC ").unwrap_or(&college.name).to_owned();
            view! {
                <a href=format!("{page}#college-{}", college.code) aria-label=college.name.clone()>
                    <circle class="place" cx=format!("{x:.0}") cy=format!("{y:.0}") r="8"></circle>
                    <text class="label" x=format!("{:.0}", x + dx) y=format!("{:.0}", y + 5.0) text-anchor=anchor>{short}</text>
                </a>
            }
        })
        .collect_view();
    view! {
        <svg class="map" viewBox="0 0 480 456" role="group" aria-label=tr!(competitions.map_label)>
            <path class="land" d=path></path>
            {places}
        </svg>
    }
    .into_any()
}
