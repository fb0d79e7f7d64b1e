//! Starting and stopping: database, workers, listener.

use crate::{config::Config, demo::DemoRole, web};
use axum::serve::ListenerExt;
use std::net::SocketAddr;
use store::Store;
use tokio::net::TcpListener;

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

/// Serves until told to stop; requests under way are finished.
///
/// # Errors
/// A sentence for the terminal.
pub async fn serve(mut config: Config, demo: Option<Vec<DemoRole>>) -> Result<(), String> {
    let store = open(&config.database).await?;
    let listener = TcpListener::bind(config.addr)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", config.addr))?;
    config.addr = listener.local_addr().map_err(|error| error.to_string())?;
    let base = config.base_url();
    let router = web::router(store.clone(), &config, demo.is_some())?;
    println!("Icumi is ready at {base}");
    for role in demo.iter().flatten() {
        println!("  sign in as {:<12} {base}/demo/{}", role.key, role.key);
    }
    // Without TCP_NODELAY a large answer waits for the acknowledgement of its first packets.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(
        listener,
        router.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(stopped())
    .await
    .map_err(|error| error.to_string())
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
