//! Starting and stopping: database, workers, listener.

use crate::{config::Config, demo::DemoRole, mail, web};
use axum::serve::ListenerExt;
use std::{future::Future, net::SocketAddr, pin::pin, time::Duration};
use store::{Store, files::Files};
use tokio::{net::TcpListener, sync::watch};

/// Opens the database (making the folder of an SQLite file) and brings it up to date.
///
/// # Errors
/// A sentence for the terminal.
pub async fn open(database: &str) -> Result<Store, String> {
    if let Some(path) = database.strip_prefix("sqlite://") {
        let file = path.split('?').next().unwrap_or(path);
        if let Some(folder) = std::path::Path::new(file).parent() {
            std::fs::create_dir_all(folder)
                .map_err(|error| format!("{}: {error}", folder.display()))?;
        }
    }
    let store = Store::open(database)
        .await
        .map_err(|error| format!("cannot open the database: {error}"))?;
    store
        .migrate()
        .await
        .map_err(|error| format!("cannot migrate the database: {error}"))?;
    Ok(store)
}

/// Serves an open database until told to stop; requests under way are finished.
///
/// # Errors
/// A sentence for the terminal.
pub async fn serve(
    store: Store,
    mut config: Config,
    demo: Option<Vec<DemoRole>>,
) -> Result<(), String> {
    let listener = TcpListener::bind(config.addr)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", config.addr))?;
    config.addr = listener.local_addr().map_err(|error| error.to_string())?;
    let base = config.base_url();
    let mail = mail::Worker::of(store.clone(), &config)?;
    let files = Files::open(&config.files, &config.uploads)
        .map_err(|error| format!("cannot open the storage of files: {error}"))?;
    let (stop, stopping) = watch::channel(false);
    let router = web::router(
        store.clone(),
        files.clone(),
        &config,
        demo.is_some(),
        stopping,
    )?;
    println!("Icumi is ready at {base}");
    for role in demo.iter().flatten() {
        println!("  sign in as {:<12} {base}/demo/{}", role.key, role.key);
    }
    // Without TCP_NODELAY a large answer waits for the acknowledgement of its first packets.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let mail = tokio::spawn(mail.run(told(&stop)));
    let upkeep = tokio::spawn(purge(store, files, told(&stop)));
    let served = axum::serve(
        listener,
        router.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(async move {
        stopped().await;
        stop.send_replace(true);
    })
    .await;
    mail.await.map_err(|error| error.to_string())?;
    upkeep.await.map_err(|error| error.to_string())?;
    served.map_err(|error| error.to_string())
}

/// Ready when the workers are to stop.
fn told(stop: &watch::Sender<bool>) -> impl Future<Output = ()> + Send + 'static {
    let mut stop = stop.subscribe();
    async move {
        let _ = stop.wait_for(|stop| *stop).await;
    }
}

/// At once and every hour, reminds jurors as competitions have set it, removes sessions, links and counts that are too old to matter and what is left of files, and
/// prepares submissions for comparing that an older version took.
async fn purge(store: Store, files: Files, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop);
    loop {
        if let Err(cause) = store::accounts::purge(&store, web::now()).await {
            tracing::error!(%cause, "old sessions were not removed");
        }
        if let Err(cause) = store::files::clean(&store, &files, web::now()).await {
            tracing::error!(%cause, "what is left of files was not removed");
        }
        if let Err(cause) = store::screening::sketch_older(&store).await {
            tracing::error!(%cause, "older submissions were not prepared for comparing");
        }
        if let Err(cause) = store::jury::remind_by_schedule(&store, web::now()).await {
            tracing::error!(%cause, "jurors were not reminded");
        }
        tokio::select! {
            () = &mut stop => return,
            () = tokio::time::sleep(Duration::from_secs(3600)) => {}
        }
    }
}

async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    let mut terminated =
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(signal) => signal,
            Err(_) => return drop(interrupted.await),
        };
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
}
