//! Settings: each is a flag and an environment variable. No secret has a default.

use clap::Args;
use std::{net::SocketAddr, path::PathBuf};

/// Where the data are when nothing else is said.
pub const DATABASE: &str = "sqlite://data/icumi.db?mode=rwc";

/// What `serve` and `demo` need to know.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, env = "ICUMI_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// `sqlite://file?mode=rwc` or `postgres://…`.
    #[arg(long, env = "DATABASE_URL", default_value = DATABASE)]
    pub database: String,
    /// Address that people use, for links in mail; cookies are `Secure` when it is https.
    #[arg(long, env = "ICUMI_BASE_URL")]
    pub base_url: Option<String>,
    /// Folder of the built site.
    #[arg(long, env = "LEPTOS_SITE_ROOT", default_value = "target/site")]
    pub site: PathBuf,
    /// Where files of proposals are kept: a folder, or `s3://bucket/prefix` when built with the feature `s3`.
    #[arg(long, env = "ICUMI_FILES", default_value = "data/files")]
    pub files: String,
    /// Folder of uploads that are not finished.
    #[arg(long, env = "ICUMI_UPLOADS", default_value = "data/uploads")]
    pub uploads: PathBuf,
    /// Where mail is put as files while there is no SMTP server.
    #[arg(long, env = "ICUMI_MAIL_FOLDER", default_value = "data/mail")]
    pub mail_folder: PathBuf,
    /// `smtp://user:password@host:587` or `smtps://…`; mail goes there instead of the folder.
    #[arg(long, env = "ICUMI_SMTP_URL", hide_env_values = true)]
    pub smtp: Option<String>,
    /// Sender of mail.
    #[arg(
        long,
        env = "ICUMI_MAIL_FROM",
        default_value = "Icumi <icumi@localhost>"
    )]
    pub mail_from: String,
    /// Attempts to sign in, register and the like that one address may make at once; one more each second.
    #[arg(long, env = "ICUMI_SIGN_IN_BURST", default_value_t = 30)]
    pub sign_in_burst: u32,
}

impl Config {
    /// The address in mail, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> String {
        let base = self
            .base_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", self.addr));
        base.trim_end_matches('/').to_owned()
    }
}
