//! More time for one proposal: the organiser's page, and what everybody reads.

use crate::support::App;

const PAGE: &str = "/organise/pilot-2027/extensions";
const EXTEND: &str = "/api/competitions/extend";
const REASON: &str = "No electricity for two days";

#[tokio::test]
async fn refused_extension_keeps_what_was_typed_and_a_given_one_is_public() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    assert_eq!(organiser.get(PAGE).await.status, 200);
    let mut fields = [
        ("slug", "pilot-2027"),
        ("number", "1"),
        ("until", "2020-01-01T08:00"),
        ("reason", REASON),
    ];
    let refused = organiser.post(PAGE, EXTEND, &fields).await;
    assert_eq!(refused.status, 422);
    for part in [
        "This time is over already.",
        REASON,
        "value=\"2020-01-01T08:00\"",
    ] {
        assert!(refused.html.contains(part), "{part} in {}", refused.html);
    }
    let own = organiser.get(PAGE).await;
    // A minute before the jury begins, as the page says it.
    let (_, jury) = own.html.rsplit_once("datetime=\"").unwrap();
    let (jury, _) = jury.split_once('"').unwrap();
    let jury: jiff::Timestamp = jury.parse().unwrap();
    let until = jury.to_zoned(jiff::tz::TimeZone::get("Africa/Kigali").unwrap());
    let until = until - jiff::Span::new().minutes(1);
    let until = until.strftime("%Y-%m-%dT%H:%M").to_string();
    fields[2].1 = &until;
    let given = organiser.post(PAGE, EXTEND, &fields).await;
    assert_eq!(given.status, 303, "{}", given.html);
    assert!(organiser.get(PAGE).await.html.contains(REASON));
    let public = app.visitor().get("/c/pilot-2027/rules").await;
    assert!(public.html.contains("Proposal 1:") && public.html.contains(REASON));
}
