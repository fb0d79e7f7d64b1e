//! Starts the real binary on a free port and talks to it as browsers without scripts do.

use reqwest::{
    Client, StatusCode, header,
    multipart::{Form, Part},
    redirect::Policy,
};
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

/// A running server; stops when dropped.
pub struct App {
    command: &'static str,
    burst: u32,
    process: Child,
    /// `http://127.0.0.1:…`
    pub base: String,
    /// Its database and mail.
    pub folder: TempDir,
}

impl App {
    /// Starts `icumi demo` with an empty folder and waits until it says that it is ready.
    pub fn demo() -> Self {
        Self::start("demo", 1000)
    }

    /// Starts `icumi serve` with an empty folder: an installation without anybody.
    pub fn empty() -> Self {
        Self::start("serve", 1000)
    }

    /// Like `empty`, but one attempt to sign in is all that an address has at once.
    pub fn strict() -> Self {
        Self::start("serve", 1)
    }

    fn start(command: &'static str, burst: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (process, base) = start(command, burst, &folder);
        Self {
            command,
            burst,
            process,
            base,
            folder,
        }
    }

    /// Kills the server without warning, as a power cut would, and starts it again on the same data.
    pub fn crash_and_restart(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        let (process, base) = start(self.command, self.burst, &self.folder);
        self.process = process;
        self.base = base;
    }

    /// A browser without cookies.
    pub fn visitor(&self) -> Browser {
        Browser {
            base: self.base.clone(),
            client: client(),
        }
    }

    /// A browser signed in as one of the demo's people.
    pub async fn signed_in(&self, role: &str) -> Browser {
        let browser = self.visitor();
        let response = browser
            .client
            .get(format!("{}/demo/{role}", self.base))
            .send()
            .await
            .unwrap();
        assert_eq!(
            response.status(),
            StatusCode::SEE_OTHER,
            "sign-in as {role}"
        );
        browser
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn client() -> Client {
    Client::builder()
        .cookie_store(true)
        .redirect(Policy::none())
        .build()
        .unwrap()
}

fn start(command: &str, burst: u32, folder: &TempDir) -> (Child, String) {
    let site = folder.path().join("site");
    std::fs::create_dir_all(&site).unwrap();
    // The built site is not what these tests look at, so they do not need it.
    std::fs::write(
        site.join("assets.json"),
        r#"{"js":"/pkg/a.js","wasm":"/pkg/a.wasm","css":"/pkg/a.css"}"#,
    )
    .unwrap();
    std::fs::write(site.join("worker.js"), "").unwrap();
    let mut process = Command::new(env!("CARGO_BIN_EXE_icumi"))
        .args([
            command,
            "--addr",
            "127.0.0.1:0",
            "--sign-in-burst",
            &burst.to_string(),
        ])
        .arg("--database")
        .arg(format!(
            "sqlite://{}?mode=rwc",
            folder.path().join("icumi.db").display()
        ))
        .arg("--site")
        .arg(&site)
        .arg("--mail-folder")
        .arg(folder.path().join("mail"))
        .arg("--files")
        .arg(folder.path().join("files"))
        .arg("--uploads")
        .arg(folder.path().join("uploads"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let base = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("Icumi is ready at ").map(str::to_owned))
        .expect("the server starts");
    // Keeps reading, so that the server never waits for a full pipe.
    std::thread::spawn(move || lines.for_each(drop));
    (process, base)
}

/// A browser: keeps cookies, sends forms, follows nothing by itself.
pub struct Browser {
    base: String,
    client: Client,
}

/// What came back.
pub struct Page {
    /// HTTP status.
    pub status: u16,
    /// Where it sends the browser, or nothing.
    pub location: String,
    /// The body, as text.
    pub html: String,
    /// The body.
    pub bytes: Vec<u8>,
    /// All headers.
    pub headers: header::HeaderMap,
}

/// An answer that goes on.
pub struct Stream {
    response: reqwest::Response,
    /// Its content type.
    pub kind: String,
}

impl Stream {
    /// The next part of it, as it was sent.
    pub async fn next(&mut self) -> String {
        let part = self.response.chunk().await.unwrap();
        String::from_utf8(part.expect("the stream goes on").to_vec()).unwrap()
    }
}

impl Browser {
    /// `GET path`, without waiting for the end of the answer.
    pub async fn follow(&self, path: &str) -> Stream {
        let request = self.client.get(format!("{}{path}", self.base));
        let response = request.send().await.unwrap();
        let kind = response.headers()[header::CONTENT_TYPE].to_str().unwrap();
        Stream {
            kind: kind.to_owned(),
            response,
        }
    }

    /// `GET path`.
    pub async fn get(&self, path: &str) -> Page {
        page(
            self.client
                .get(format!("{}{path}", self.base))
                .header("accept", "text/html"),
        )
        .await
    }

    /// `get` with further headers.
    pub async fn get_with(&self, path: &str, headers: &[(&'static str, &str)]) -> Page {
        let mut request = self.client.get(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        page(request).await
    }

    /// Sends a form that stands on `page` as a browser without scripts does.
    pub async fn post(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .header("accept", "text/html,application/xhtml+xml")
            .header("referer", format!("{}{from}", self.base))
            .header("origin", &self.base)
            .form(fields);
        page(request).await
    }

    /// Sends a file in a form, as a browser without scripts does.
    pub async fn upload(
        &self,
        path: &str,
        fields: &[(&'static str, &str)],
        (name, bytes): (&str, Vec<u8>),
    ) -> Page {
        let file = Part::bytes(bytes).file_name(name.to_owned());
        let form = fields.iter().fold(Form::new(), |form, (key, value)| {
            form.text(*key, (*value).to_owned())
        });
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .header("accept", "text/html,application/xhtml+xml")
            .header("origin", &self.base)
            .multipart(form.part("file", file));
        page(request).await
    }

    /// Calls a server function as the hydrated page does.
    pub async fn call(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        page(
            self.client
                .post(format!("{}{path}", self.base))
                .header("accept", "application/json")
                .form(fields),
        )
        .await
    }

    /// The status of `call`; nothing when the server is gone.
    pub async fn try_call(&self, path: &str, fields: &[(&str, &str)]) -> Option<u16> {
        let request = self.client.post(format!("{}{path}", self.base));
        let answer = request
            .header("accept", "application/json")
            .form(fields)
            .send()
            .await
            .ok()?;
        Some(answer.status().as_u16())
    }

    /// Any request, as the code of a page sends it.
    pub async fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&'static str, &str)],
        body: Vec<u8>,
    ) -> Page {
        let method = method.parse().unwrap();
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        page(request.body(body)).await
    }

    /// `call` with further headers.
    pub async fn call_with(&self, path: &str, headers: &[(&'static str, &str)]) -> Page {
        let mut request = self.client.post(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        page(request).await
    }
}

async fn page(request: reqwest::RequestBuilder) -> Page {
    let response = request.send().await.unwrap();
    let headers = response.headers().clone();
    let location = headers
        .get(header::LOCATION)
        .map_or("", |value| value.to_str().unwrap())
        .to_owned();
    let status = response.status().as_u16();
    let bytes = response.bytes().await.unwrap().to_vec();
    Page {
        status,
        location,
        headers,
        html: String::from_utf8_lossy(&bytes).into_owned(),
        bytes,
    }
}
