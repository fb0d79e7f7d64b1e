//! The built site, served from memory: names carry a hash of the content, bodies are compressed already. What is there
//! compressed is not kept a second time; who takes neither form gets it unpacked.

use super::Web;
use axum::{
    Router,
    body::Bytes,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read},
    path::Path,
};

/// Addresses that a page needs.
#[derive(Debug, Deserialize)]
struct Manifest {
    js: String,
    wasm: String,
    css: String,
    #[serde(default)]
    files: BTreeMap<String, String>,
}

/// All files of the site.
#[derive(Debug)]
pub struct Assets {
    /// Address of the browser code's glue.
    pub js: String,
    /// Address of the browser code.
    pub wasm: String,
    /// Address of the style sheet.
    pub css: String,
    files: BTreeMap<String, File>,
    by_name: BTreeMap<String, String>,
}

#[derive(Debug)]
struct File {
    kind: &'static str,
    body: Body,
}

/// What is kept of a file.
#[derive(Debug)]
enum Body {
    Plain(Bytes),
    Compressed { brotli: Bytes, gzip: Bytes },
}

impl Assets {
    /// Reads the folder that `make site` wrote, or the unhashed one of `cargo leptos watch`.
    ///
    /// # Errors
    /// A sentence that names what is missing.
    pub fn load(folder: &Path) -> Result<Self, String> {
        let list = folder.join("assets.json");
        let manifest: Manifest = match fs::read_to_string(&list) {
            Ok(text) => serde_json::from_str(&text)
                .map_err(|error| format!("{}: {error}", list.display()))?,
            Err(_) if folder.join("pkg/icumi.js").exists() => Manifest {
                js: "/pkg/icumi.js".into(),
                wasm: "/pkg/icumi.wasm".into(),
                css: "/pkg/icumi.css".into(),
                files: BTreeMap::new(),
            },
            Err(error) => {
                return Err(format!(
                    "{}: {error} (run `make site` first)",
                    list.display()
                ));
            }
        };
        let mut files = BTreeMap::new();
        read(folder, folder, &mut files)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self {
            js: manifest.js,
            wasm: manifest.wasm,
            css: manifest.css,
            files,
            by_name: manifest.files,
        })
    }

    /// The address of a file by its plain name (`/favicon.svg`).
    #[must_use]
    pub fn address<'a>(&'a self, name: &'a str) -> &'a str {
        self.by_name.get(name).map_or(name, String::as_str)
    }

    fn addresses(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
    }
}

fn read(root: &Path, folder: &Path, files: &mut BTreeMap<String, File>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(root, &path, files)?;
            continue;
        }
        let extension = path
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or("");
        if matches!(extension, "br" | "gz")
            || path.file_name().is_some_and(|name| name == "assets.json")
        {
            continue;
        }
        let beside = |suffix: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            fs::read(name).ok().map(Bytes::from)
        };
        let body = match (beside(".br"), beside(".gz")) {
            (Some(brotli), Some(gzip)) => Body::Compressed { brotli, gzip },
            _ => Body::Plain(fs::read(&path)?.into()),
        };
        let address = path
            .strip_prefix(root)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace('\\', "/");
        files.insert(
            format!("/{address}"),
            File {
                kind: kind(extension),
                body,
            },
        );
    }
    Ok(())
}

fn kind(extension: &str) -> &'static str {
    match extension {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// One route for each file.
pub fn router(web: &Web) -> Router {
    let mut router = Router::new();
    for address in web.assets.addresses() {
        router = router.route(address, get(send));
    }
    router.with_state(web.clone())
}

async fn send(State(web): State<Web>, request: Request) -> Response {
    let path = request.uri().path();
    let Some(file) = web.assets.files.get(path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (body, encoding) = match file.body.best(request.headers()) {
        Ok(best) => best,
        Err(error) => {
            tracing::error!(%error, path, "a compressed file of the site cannot be read");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let cache = if path.starts_with("/pkg/") {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    if path == "/worker.js" {
        // What a worker may do is its own file's to say; this one fetches pages.
        let policy = HeaderValue::from_static("default-src 'none'; connect-src 'self'");
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

impl Body {
    fn best(&self, headers: &HeaderMap) -> io::Result<(Bytes, Option<&'static str>)> {
        let (brotli, gzip) = match self {
            Self::Plain(body) => return Ok((body.clone(), None)),
            Self::Compressed { brotli, gzip } => (brotli, gzip),
        };
        let accepted = headers
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        let accepts = |name: &str| {
            accepted
                .split(',')
                .any(|part| part.trim().split(';').next() == Some(name))
        };
        if accepts("br") {
            return Ok((brotli.clone(), Some("br")));
        }
        if accepts("gzip") {
            return Ok((gzip.clone(), Some("gzip")));
        }
        let mut plain = Vec::new();
        GzDecoder::new(&gzip[..]).read_to_end(&mut plain)?;
        Ok((plain.into(), None))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    #[test]
    fn file_is_sent_in_a_form_that_the_browser_takes() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(b"body { color: green }").unwrap();
        let gzip = Bytes::from(gzip.finish().unwrap());
        let body = Body::Compressed {
            brotli: Bytes::from_static(b"brotli"),
            gzip: gzip.clone(),
        };
        let best = |accepted: &'static str| {
            let accepted = HeaderValue::from_static(accepted);
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, accepted)]);
            body.best(&headers).unwrap()
        };
        let brotli = (Bytes::from_static(b"brotli"), Some("br"));
        assert_eq!(best("gzip, deflate, br;q=0.9"), brotli);
        assert_eq!(best("gzip"), (gzip, Some("gzip")));
        let plain = (Bytes::from_static(b"body { color: green }"), None);
        assert_eq!(best("zstd"), plain);
    }
}
