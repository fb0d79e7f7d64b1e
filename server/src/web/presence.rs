//! `GET /proposals/{id}/{section}/present`: who else has a section open, as server-sent events.
//!
//! An open stream is the member's presence: it says again every [`PAUSE`] that they are there, and tells who else is
//! whenever that changes. What stands in the database counts, so that several servers agree; a stream only saves
//! asking. It ends after [`LIFE`], so that the browser comes back with its session, and when the server stops.

use super::{
    Web,
    functions::status_of,
    transfers::{request_of, shown},
};
use app::{cx::Cx, proposals::sentence, texts::Texts};
use axum::{
    Router,
    extract::{Path, Request, State},
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
    },
    routing::get,
};
use domain::{Error, ProposalId};
use futures_util::{StreamExt, stream};
use std::{future::pending, io, time::Duration};
use tokio::{
    sync::{broadcast, watch},
    time::{Instant, timeout_at},
};
use uuid::Uuid;

/// Between two signs of life; `public/device.js` asks by itself when it hears nothing for longer.
const PAUSE: Duration = Duration::from_secs(20);
/// How long one stream lasts.
const LIFE: Duration = Duration::from_secs(120);
/// When a browser tries again after a stream ended, in either way.
const RETRY: Duration = Duration::from_secs(3);

/// The route.
pub fn router(web: &Web) -> Router {
    Router::new()
        .route("/proposals/{id}/{section}/present", get(follow))
        .with_state(web.closing.clone())
}

async fn follow(
    State(closing): State<watch::Receiver<bool>>,
    Path((id, section)): Path<(Uuid, String)>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let attendance = match request_of(&parts) {
        Ok(cx) => Attendance::begin(cx, ProposalId(id), section, closing).await,
        Err(error) => Err(error),
    };
    match attendance {
        Ok(attendance) => {
            // A proxy that collects an answer before it passes it on would make this one useless.
            let head = [("x-accel-buffering", "no")];
            let first = stream::iter([event(&attendance.told)]);
            let rest = stream::try_unfold(attendance, Attendance::next);
            (head, Sse::new(first.chain(rest))).into_response()
        }
        Err(error) => status_of(&error).into_response(),
    }
}

fn event(sentence: &str) -> io::Result<Event> {
    let event = Event::default().retry(RETRY).json_data(sentence);
    event.map_err(io::Error::other)
}

/// A member at a section, for as long as the stream is read.
struct Attendance {
    cx: Cx,
    proposal: ProposalId,
    section: String,
    changes: broadcast::Receiver<ProposalId>,
    closing: watch::Receiver<bool>,
    until: Instant,
    /// What the browser knows.
    told: String,
    /// Whether the browser is expected back.
    returns: bool,
}

impl Attendance {
    /// Asked before anything is sent: a refusal still has its own status.
    async fn begin(
        cx: Cx,
        proposal: ProposalId,
        section: String,
        closing: watch::Receiver<bool>,
    ) -> Result<Self, Error> {
        let mut attendance = Self {
            changes: cx.store.presences(),
            cx,
            proposal,
            section,
            closing,
            until: Instant::now() + LIFE,
            told: String::new(),
            returns: true,
        };
        attendance.told = attendance.ask().await?;
        attendance.returns = false;
        Ok(attendance)
    }

    /// The others at this section, in the reader's language; that the reader is there is noted.
    async fn ask(&self) -> Result<String, Error> {
        let cx = &self.cx;
        let now = (cx.clock)();
        store::proposals::attend(&cx.store, &cx.actor, self.proposal, &self.section, now)
            .await
            .map(|others| sentence(Texts::of(cx.language), others))
            .map_err(|error| shown(cx, error))
    }

    /// The next event: who is there has changed, or a sign of life is due.
    async fn next(mut self) -> io::Result<Option<(Event, Self)>> {
        let sign = Instant::now() + PAUSE;
        loop {
            if sign > self.until || !self.waited(sign).await {
                self.returns = true;
                return Ok(None);
            }
            let news = self.ask().await.map_err(io::Error::other)?;
            if news != self.told || Instant::now() >= sign {
                self.told = news;
                return Ok(Some((event(&self.told)?, self)));
            }
        }
    }

    /// Until there is a reason to look, at the latest a sign of life is due; not, when the server stops.
    async fn waited(&mut self, sign: Instant) -> bool {
        let Self {
            changes,
            closing,
            proposal,
            ..
        } = self;
        let changed = async {
            loop {
                match changes.recv().await {
                    Ok(other) if other != *proposal => {}
                    Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return,
                    Err(broadcast::error::RecvError::Closed) => pending().await,
                }
            }
        };
        tokio::select! {
            _ = closing.wait_for(|closing| *closing) => false,
            _ = timeout_at(sign, changed) => true,
        }
    }
}

impl Drop for Attendance {
    /// Whoever closed the page is not there any more.
    fn drop(&mut self) {
        if self.returns {
            return;
        }
        let (cx, proposal, section) = (self.cx.clone(), self.proposal, self.section.clone());
        tokio::spawn(async move {
            // Lost news: it lapses by itself.
            let left = store::proposals::leave(&cx.store, &cx.actor, proposal, &section).await;
            let _ = left.map_err(|error| shown(&cx, error));
        });
    }
}
