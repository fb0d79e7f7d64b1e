//! What a person reads while the database does not answer.

use crate::support::App;
use sea_orm::ConnectionTrait;
use store::Store;

async fn run(app: &App, sql: &str) {
    let path = app.folder.path().join("icumi.db");
    let url = format!("sqlite://{}", path.display());
    let store = Store::open(&url).await.unwrap();
    store.writer().execute_unprepared(sql).await.unwrap();
}

#[tokio::test]
async fn person_reads_why_there_is_no_page_in_their_language_and_the_next_one_comes() {
    let app = App::demo();
    let juror = app.signed_in("juror").await;
    juror.get("/language/fr").await;
    assert_eq!(juror.get("/home").await.status, 200);
    run(&app, "ALTER TABLE sessions RENAME TO away").await;
    let page = juror.get("/home").await;
    assert_eq!(page.status, 503);
    assert!(page.html.contains("<html lang=\"fr\">"));
    assert!(page.html.contains("<h1>Cela n’a pas fonctionné</h1>"));
    assert!(page.html.contains("href=\"/pkg/a.css\"") && !page.html.contains("{request}"));
    assert_eq!(page.headers["cache-control"], "private, no-store");
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("style-src 'self'") && !policy.contains("script-src"));
    let code = juror.call("/api/reviews/save", &[]).await;
    assert_eq!((code.status, code.html.as_str()), (503, ""));
    run(&app, "ALTER TABLE away RENAME TO sessions").await;
    assert_eq!(juror.get("/home").await.status, 200);
}
