//! Server-sent events (`text/event-stream`; WHATWG HTML, "Server-sent events").
//!
//! In: a [`ByteStream`]. Out: events, their data as text or as JSON. Invariant: an event is given out once its blank line
//! has come, and nothing of one is kept beyond the body limit.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::num::NonZeroUsize;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use sse_core::{MessageEvent, SseDecoder, SseEvent};

use super::ByteStream;
use crate::decode::Text;
use crate::error::{AnyError, BufferedResponse, DecodeError, Error, TransportError};
use crate::json::{Read, ReadError, read};

/// An event that a server sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerEvent<T> {
    /// Its type (`event`); `message` where the server names none.
    pub event: String,
    /// Its ID (`id`), or that of the last event that had one.
    pub id: Option<String>,
    /// Its data, as it was sent or read from JSON.
    pub data: T,
}

/// Server-sent events, read as they come.
///
/// It is a [`Stream`]. Comments are passed over; data that cannot be read is an error, after which the stream goes on. It
/// does not connect again by itself: send the request again with the header `last-event-id` set to
/// [`Self::last_event_id`], after [`Self::retry`].
pub struct ServerEvents<T> {
    events: Events,
    response: BufferedResponse,
    data: PhantomData<fn() -> T>,
}

impl<T: EventData> ServerEvents<T> {
    pub(crate) fn new(stream: ByteStream, response: BufferedResponse) -> Self {
        Self { events: Events::new(stream), response, data: PhantomData }
    }

    /// The next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<ServerEvent<T::Value>, AnyError>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn event(&self, message: MessageEvent) -> Result<ServerEvent<T::Value>, AnyError> {
        let MessageEvent { event, data, last_event_id } = message;
        let body = Bytes::from(data);
        let data = T::read(&event, &body).map_err(|source| {
            let response = BufferedResponse { body, ..self.response.clone() };
            AnyError::from(Error::<()>::Decode(Box::new(DecodeError::new(response, source))))
        })?;
        Ok(ServerEvent { event: event.into_owned(), id: last_event_id.map(|id| id.to_string()), data })
    }
}

impl<T> ServerEvents<T> {
    /// The ID of the last event that had one, for `Last-Event-ID`; `None` where none had, or the server took it back.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.events.decoder.last_event_id().map(|id| &**id)
    }

    /// How long the server asks to wait before connecting again; `None` where it did not say.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.events.retry
    }
}

/// How the data of events is read: types that implement [`Read`] are read as JSON, and a generated enum of events by the
/// name of the event.
pub trait EventData: 'static {
    /// What is read.
    type Value;

    /// Reads the data of an event, given its name.
    ///
    /// # Errors
    /// If it is not as documented.
    fn read(event: &str, data: &[u8]) -> Result<Self::Value, ReadError>;
}

impl<T: Read + 'static> EventData for T {
    type Value = T;

    fn read(_: &str, data: &[u8]) -> Result<T, ReadError> {
        read(data)
    }
}

impl EventData for Text {
    type Value = String;

    fn read(_: &str, data: &[u8]) -> Result<String, ReadError> {
        Ok(String::from_utf8_lossy(data).into_owned())
    }
}

impl<T: EventData> Stream for ServerEvents<T> {
    type Item = Result<ServerEvent<T::Value>, AnyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(match ready!(self.events.poll_message(cx)) {
            Some(Ok(message)) => Some(self.event(message)),
            Some(Err(error)) => Some(Err(error.into())),
            None => None,
        })
    }
}

impl<T> fmt::Debug for ServerEvents<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ServerEvents").field(&self.events.stream).finish()
    }
}

/// Events with their data as text; not generic, so that it is compiled once.
struct Events {
    stream: ByteStream,
    chunk: Bytes,
    decoder: SseDecoder,
    retry: Option<Duration>,
    ended: bool,
}

impl Events {
    fn new(stream: ByteStream) -> Self {
        let limit = usize::try_from(stream.limit()).unwrap_or(usize::MAX);
        let decoder = SseDecoder::with_limit(NonZeroUsize::new(limit).unwrap_or(NonZeroUsize::MIN));
        Self { stream, chunk: Bytes::new(), decoder, retry: None, ended: false }
    }

    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<MessageEvent, TransportError>>> {
        loop {
            match self.decoder.next(&mut self.chunk) {
                Some(Ok(SseEvent::Message(message))) => return Poll::Ready(Some(Ok(message))),
                Some(Ok(SseEvent::Retry(milliseconds))) => {
                    self.retry = Some(Duration::from_millis(milliseconds.into()));
                    continue;
                }
                Some(Err(_)) => {
                    let fault = self.stream.too_large();
                    return Poll::Ready(Some(Err(self.end(fault))));
                }
                None if self.ended => return Poll::Ready(None),
                None => {}
            }
            match ready!(Pin::new(&mut self.stream).poll_next(cx)) {
                Some(Ok(chunk)) => self.chunk = chunk,
                Some(Err(error)) => return Poll::Ready(Some(Err(self.end(error)))),
                None => self.ended = true,
            }
        }
    }

    /// Gives nothing out behind an error; the connection is of no more use.
    fn end(&mut self, error: TransportError) -> TransportError {
        self.ended = true;
        self.chunk = Bytes::new();
        error
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;
    use crate::error::{CallFacts, TransportPhase};
    use crate::operation::Operation;

    static WATCH: Operation = Operation::new("GET", "watch", "/events");

    /// Chunks that are all there.
    struct Ready(std::vec::IntoIter<Bytes>);

    impl Stream for Ready {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready(self.0.next().map(Ok))
        }
    }

    fn events<T: EventData>(chunks: Vec<Bytes>, limit: u64) -> ServerEvents<T> {
        let response = BufferedResponse {
            profile: &crate::client::UNDOCUMENTED,
            operation: &WATCH,
            call: CallFacts::default(),
            strict: false,
            status: http::StatusCode::OK,
            headers: http::HeaderMap::new(),
            body: Bytes::new(),
        };
        ServerEvents::new(
            ByteStream::new(Box::pin(Ready(chunks.into_iter())), "watch", None, limit),
            response,
        )
    }

    fn next<T: EventData>(events: &mut ServerEvents<T>) -> Option<Result<ServerEvent<T::Value>, AnyError>> {
        match Pin::new(events).poll_next(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(item) => item,
            Poll::Pending => panic!("everything is there"),
        }
    }

    /// Each event as `event|id|data`, then the last ID and the time to wait.
    fn read(chunks: Vec<Bytes>) -> Vec<String> {
        let mut events = events::<Text>(chunks, 1000);
        let mut shown = Vec::new();
        while let Some(event) = next(&mut events) {
            let ServerEvent { event, id, data } = event.unwrap();
            shown.push(format!("{event}|{}|{data}", id.unwrap_or_default()));
        }
        shown.push(format!("{:?} {:?}", events.last_event_id(), events.retry()));
        shown
    }

    /// The examples of the standard, and the corners of its grammar.
    const TABLE: &[(&str, &[&str])] = &[
        ("", &["None None"]),
        ("data: YHOO\ndata: +2\ndata: 10\n\n", &["message||YHOO\n+2\n10", "None None"]),
        (
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            &["message|1|first event", "message||second event", "message|| third event", "None None"],
        ),
        ("data\n\ndata\ndata\n\ndata:", &["message||", "message||\n", "None None"]),
        ("data:test\n\ndata: test\n\n", &["message||test", "message||test", "None None"]),
        ("\u{feff}event: add\rdata: a\r\rdata: b\r\n\r\n", &["add||a", "message||b", "None None"]),
        ("\u{feff}\u{feff}data: lost\n\n", &["None None"]),
        ("id: 7\nretry: 1500\n\ndata: x\n\n", &["message|7|x", "Some(\"7\") Some(1.5s)"]),
        ("id: a\0b\nretry: 1s\nretry: -1\nother: x\nData: x\ndata: é😀\n\n", &["message||é😀", "None None"]),
        ("event: e\n\ndata: x\n\nid: 9\ndata: never dispatched\n", &["message||x", "None None"]),
    ];

    #[test]
    fn events_are_those_of_the_standard_wherever_chunks_end() {
        for (text, expected) in TABLE {
            let whole = Bytes::from_static(text.as_bytes());
            assert_eq!(read(vec![whole.clone()]), *expected, "{text:?}");
            for cut in 0..whole.len() {
                assert_eq!(
                    read(vec![whole.slice(..cut), whole.slice(cut..)]),
                    *expected,
                    "{text:?} at {cut}"
                );
            }
            let bytes = (0..whole.len()).map(|at| whole.slice(at..=at)).collect();
            assert_eq!(read(bytes), *expected, "{text:?}");
        }
    }

    #[test]
    fn bad_data_is_an_error_and_the_stream_goes_on() {
        let mut events =
            events::<i64>(vec![Bytes::from_static(b"data: 1\n\ndata: [DONE]\n\ndata: 2\n\n")], 1000);
        assert_eq!(next(&mut events).unwrap().unwrap().data, 1);
        let error = next(&mut events).unwrap().unwrap_err();
        assert!(matches!(&*error, Error::Decode(error) if error.body() == "[DONE]"), "{error:?}");
        assert_eq!(next(&mut events).unwrap().unwrap().data, 2);
        assert!(next(&mut events).is_none());
    }

    #[test]
    fn events_and_lines_are_bounded() {
        let line = "x".repeat(8);
        for (text, fits) in [
            (format!("data:{line}\n\n"), true),
            (format!("data:{line}x\n\n"), false),
            (format!("data:{}\ndata:{}\n\n", &line[..4], &line[..4]), false),
            (format!("event:{line}x\n\n"), false),
            (format!("id:{line}x\n\n"), false),
            (format!(":{}\ndata:x\n\n", line.repeat(99)), true),
            ("data\n".repeat(99) + "\n", false),
        ] {
            let mut events = events::<Text>(vec![Bytes::from(text.clone() + "data:y\n\n")], 8);
            let outcome = next(&mut events).unwrap();
            assert_eq!(outcome.is_ok(), fits, "{text:?}");
            if let Err(error) = outcome {
                let large = |error: &TransportError| error.phase() == TransportPhase::TooLarge;
                assert!(matches!(&*error, Error::Transport(error) if large(error)), "{error:?}");
                assert!(next(&mut events).is_none(), "nothing comes behind an error");
            }
        }
    }
}
