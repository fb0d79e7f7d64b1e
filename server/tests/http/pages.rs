//! What holds for every page: headers, languages, statuses, plain forms.

use crate::support::App;

#[tokio::test]
async fn public_page_carries_no_script_and_careful_headers() {
    let app = App::empty();
    let page = app.visitor().get("/").await;
    assert_eq!(page.status, 200);
    assert!(
        !page.html.contains("<script"),
        "a public page loads no code"
    );
    assert!(!page.html.contains("wasm"), "nor names any");
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("script-src"),
        "{policy}"
    );
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
    assert_eq!(page.headers["x-frame-options"], "DENY");
}

#[tokio::test]
async fn worker_may_fetch_pages_and_run_nothing_else() {
    let app = App::empty();
    let worker = app.visitor().get("/worker.js").await;
    assert_eq!(worker.status, 200);
    assert_eq!(
        worker.headers["content-security-policy"],
        "default-src 'none'; connect-src 'self'"
    );
}

#[tokio::test]
async fn page_for_one_person_is_compressed_the_quick_way_and_never_kept() {
    let app = App::demo();
    let modern = [("accept-encoding", "gzip, deflate, br, zstd")];
    let public = app.visitor().get_with("/sign-in", &modern).await;
    assert_eq!(public.headers["content-encoding"], "br");
    let lead = app.signed_in("lead").await;
    let own = lead.get_with("/home", &modern).await;
    assert_eq!(own.headers["content-encoding"], "gzip");
    assert_eq!(own.headers["cache-control"], "private, no-store");
    let only_brotli = [("accept-encoding", "br")];
    let own = lead.get_with("/home", &only_brotli).await;
    assert_eq!(own.headers["content-encoding"], "br");
    let plain = lead.get("/home").await;
    assert!(!plain.headers.contains_key("content-encoding"));
}

#[tokio::test]
async fn form_of_somebody_signed_out_meanwhile_is_sent_again_after_signing_in() {
    let app = App::demo();
    let lead = app.signed_in("lead").await;
    let settings = lead.get("/settings").await.html;
    let (_, version) = settings.split_once("name=\"version\" value=\"").unwrap();
    let version = version.split('"').next().unwrap();
    let (page, action) = ("/settings", "/api/accounts/change-profile");
    let typed = [
        ("name", "Ana \"of\" Huye"),
        ("language", "en"),
        ("zone", "Africa/Kigali"),
        ("version", version),
    ];
    let refused = app.visitor().post(page, action, &typed).await;
    assert_eq!(refused.status, 401);
    let form = refused.html.split("<form").last().unwrap();
    let again = format!("{action}?from=%2Fsettings");
    assert!(form.contains(&format!("action=\"{again}\"")), "{form}");
    assert!(
        form.contains("name=\"name\" value=\"Ana &quot;of&quot; Huye\""),
        "{form}"
    );
    assert_eq!(lead.post("/", &again, &typed).await.status, 303);
    let settings = lead.get("/settings").await.html;
    assert!(settings.contains("Ana &quot;of&quot; Huye"));
}

#[tokio::test]
async fn search_engines_are_told_in_plain_text_what_to_leave() {
    let page = App::empty().visitor().get("/robots.txt").await;
    assert_eq!((page.status, page.html.lines().count()), (200, 2));
    let kind = page.headers["content-type"].to_str().unwrap();
    assert!(kind.starts_with("text/plain"), "{kind}");
}

#[tokio::test]
async fn unknown_page_is_missing_and_says_so_in_the_language_asked_for() {
    let app = App::empty();
    let browser = app.visitor();
    let page = browser.get("/no-such-page").await;
    assert_eq!(page.status, 404);
    assert!(page.html.contains("lang=\"en\"") && page.html.contains("Nothing here"));
    let chosen = browser.get("/language/rw").await;
    assert_eq!((chosen.status, chosen.location.as_str()), (303, "/"));
    let page = browser.get("/no-such-page").await;
    assert!(page.html.contains("lang=\"rw\"") && page.html.contains("Nta kintu kiri hano"));
    assert_eq!(browser.get("/language/xx").await.status, 404);
}

#[tokio::test]
async fn hydrated_page_names_its_nonce_and_its_texts() {
    let app = App::demo();
    let lead = app.signed_in("lead").await;
    let home = lead.get("/home").await;
    let one = "<script type=\"module\" src=\"";
    assert_eq!(home.html.matches("<script").count(), 1);
    assert!(home.html.contains(one), "most pages need no browser code");
    let policy = home.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'self'; "), "{policy}");
    let start = home.html.find("/proposals/").unwrap();
    let proposal = &home.html[start..start + "/proposals/".len() + 36];
    let page = lead.get(&format!("{proposal}/idea")).await;
    assert_eq!(page.status, 200);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .and_then(|rest| rest.split('\'').next())
        .unwrap();
    assert_eq!(
        page.html.matches("<script").count() - page.html.matches(one).count(),
        page.html.matches(&format!("nonce=\"{nonce}\"")).count()
    );
    let texts = page
        .html
        .split('"')
        .find(|part| part.starts_with("/texts/en."))
        .unwrap()
        .to_owned();
    let catalog = app.visitor().get(&texts).await;
    assert_eq!(catalog.status, 200);
    assert!(
        serde_json::from_str::<Vec<String>>(&catalog.html)
            .unwrap()
            .iter()
            .any(|text| text == "Sign in")
    );
    assert_eq!(page.headers["cache-control"], "private, no-store");
}

#[tokio::test]
async fn refused_plain_form_comes_back_with_what_was_typed_and_the_right_status() {
    let app = App::empty();
    let typed = [
        ("email", "nobody@example.org"),
        ("password", "a wrong password"),
        ("next", ""),
    ];
    let page = app
        .visitor()
        .post("/sign-in", "/api/accounts/sign-in", &typed)
        .await;
    assert_eq!(page.status, 422);
    assert!(
        page.html.contains("value=\"nobody@example.org\""),
        "the address is still there"
    );
    assert!(
        !page.html.contains("a wrong password"),
        "the password is not sent back"
    );
    assert!(
        page.html.contains("class=\"form-errors\"") && page.html.contains("aria-invalid=\"true\"")
    );
    assert!(!page.html.contains("<script"));

    // The browser's address is the server function's now; the form itself remembers where it stands.
    let action = page
        .html
        .split('"')
        .find(|part| part.starts_with("/api/accounts/sign-in?"))
        .unwrap();
    let page = app
        .visitor()
        .post("/api/accounts/sign-in", action, &typed)
        .await;
    assert_eq!(page.status, 422);
    assert!(page.html.contains("value=\"nobody@example.org\""));
}

#[tokio::test]
async fn request_from_another_site_is_refused() {
    let app = App::empty();
    let browser = app.visitor();
    for headers in [
        [("origin", "https://evil.example")],
        [("sec-fetch-site", "cross-site")],
    ] {
        assert_eq!(
            browser
                .call_with("/api/accounts/sign-out", &headers)
                .await
                .status,
            403
        );
    }
}

#[tokio::test]
async fn visitor_of_a_page_behind_sign_in_is_sent_there_and_back() {
    let page = App::empty().visitor().get("/home?a=1").await;
    assert_eq!(
        (page.status, page.location.as_str()),
        (303, "/sign-in?next=%2Fhome%3Fa%3D1")
    );
}

#[tokio::test]
async fn attempts_beyond_the_limit_are_refused_and_keep_what_was_typed() {
    let app = App::strict();
    let typed = [
        ("email", "nobody@example.org"),
        ("password", "a wrong password"),
        ("next", ""),
    ];
    let browser = app.visitor();
    let first = browser
        .post("/sign-in", "/api/accounts/sign-in", &typed)
        .await;
    assert_eq!(first.status, 422);
    let second = browser
        .post("/sign-in", "/api/accounts/sign-in", &typed)
        .await;
    assert_eq!(second.status, 429);
    assert!(second.html.contains("value=\"nobody@example.org\""));
}

#[tokio::test]
async fn public_page_that_has_not_changed_is_not_sent_again_and_somebody_signed_in_gets_their_own()
{
    let app = App::demo();
    let path = "/c/pilot-2025/shortlist";
    let visitor = app.visitor();
    let page = visitor.get(path).await;
    let canonical = format!("href=\"{}{path}\" rel=\"canonical\"", app.base);
    assert!(
        page.html.contains(&canonical),
        "addresses to share are whole"
    );
    let tag = page.headers["etag"].to_str().unwrap();
    let again = visitor.get_with(path, &[("if-none-match", tag)]).await;
    assert_eq!((again.status, again.html.as_str()), (304, ""));
    assert_eq!(again.headers["x-content-type-options"], "nosniff");

    let lead = app.signed_in("lead").await;
    let own = lead.get_with(path, &[("if-none-match", tag)]).await;
    assert_eq!(own.status, 200);
    assert_eq!(own.headers["cache-control"], "private, no-store");
    assert_ne!(own.html, page.html);
}

#[tokio::test]
async fn gallery_finds_projects_by_their_need_and_sector_in_the_language_of_the_page() {
    let app = App::demo();
    let needs = include_str!("../../store/src/demo/needs.json");
    let needs: serde_json::Value = serde_json::from_str(needs).unwrap();
    let visitor = app.visitor();
    let found = async |language: &str, words: &str| {
        visitor.get(&format!("/language/{language}")).await;
        let words = words.replace(' ', "%20").replace('\'', "%27");
        let path = format!("/c/pilot-2025/shortlist?q={words}");
        let page = visitor.get(&path).await.html;
        page.matches("class=\"card project-card\"").count()
    };
    let mut by_need = 0;
    for need in needs.as_array().unwrap() {
        let title = need["title"]["fr"].as_str().unwrap();
        by_need += found("fr", title).await;
        assert_eq!(found("de", title).await, 0, "{title}");
    }
    assert!(
        by_need >= 10,
        "each selected project addresses one need: {by_need}"
    );
    assert!(found("fr", "sante").await > 0 || found("fr", "energie").await > 0);
}
