//! Whether a run went as it must.
//!
//! In: what was done to an exchange, what the client made of it, and what the server had executed. Out: the first
//! thing that is wrong. Invariant: after a cut, a reset and a stall a success is right only where all bytes were there.

use osparc_client::runtime::TransportPhase;
use osparc_client::{AnyError, Error};
use serde_json::Value;

use crate::CREATORS;
use crate::operations::Outcome;
use crate::oracle::{Expected, ends_by_itself, expected};
use crate::plan::{End, Fault, Run};
use crate::responses::Case;
use crate::schema::{SCHEMAS, is_date_time};
use crate::server::Record;

/// What was seen of a run.
pub(crate) struct Seen {
    pub(crate) outcome: Outcome,
    pub(crate) record: Record,
}

/// What may come of the exchange with the fault: one of these.
fn of_fault(case: &Case, run: Run) -> Vec<Expected> {
    use TransportPhase::{Body, Connect, Send, Timeout};
    let whole = || expected(case.operation, &case.response);
    let transport = |phases: &[TransportPhase]| phases.iter().copied().map(Expected::Transport).collect();
    match run.fault {
        Fault::Request(End::Stall, _) => transport(&[Timeout]),
        // Whether the connection was there when it ended is a race that both sides may win.
        Fault::Request(_, 0) if !run.reused => transport(&[Connect, Send]),
        Fault::Request(..) => transport(&[Send]),
        Fault::ScriptedResponse(End::Cut, position) => {
            vec![expected(case.operation, &case.response[..position])]
        }
        Fault::ScriptedResponse(End::Stall, position) if ends_by_itself(&case.response[..position]) => {
            vec![whole()]
        }
        Fault::ScriptedResponse(End::Stall, _) => transport(&[Timeout]),
        // A reset may overtake what was sent before it.
        Fault::ScriptedResponse(End::Reset, position) if ends_by_itself(&case.response[..position]) => {
            vec![whole(), Expected::Transport(Send), Expected::Transport(Body)]
        }
        Fault::ScriptedResponse(End::Reset, _) => transport(&[Send, Body]),
        Fault::Corrupt(corruption, position) => {
            vec![expected(case.operation, &corruption.apply(&case.response, position))]
        }
    }
}

/// Whether the server had the request whole when the fault came.
fn was_heard(run: Run) -> bool {
    !matches!(run.fault, Fault::Request(..))
}

/// Tells what is wrong with a run, if anything is.
pub(crate) fn judge(case: &Case, run: Run, seen: &Seen) -> Result<(), String> {
    let creates = CREATORS.contains(&case.operation);
    let repeats = run.retried && seen.record.exchanges > 1;
    let possible = of_fault(case, run);
    let told = format!("{:?}; {:?}", seen.outcome, seen.record);
    if repeats {
        let harmless = possible.contains(&Expected::Transport(TransportPhase::Connect));
        let reason = possible.iter().any(|expected| matches!(expected, Expected::Transport(_)));
        if !reason || (creates && !harmless) {
            return Err(format!("it was sent again without need: {told}"));
        }
        let value = expected(case.operation, &case.good);
        // Whoever has little time for each attempt may run out of it each time.
        let again = run.fault.stalls(&case.response).then_some(Expected::Transport(TransportPhase::Timeout));
        if ![Some(value), again].into_iter().flatten().any(|expected| is(case, &expected, seen)) {
            return Err(format!("the retry did not help: {told}"));
        }
    } else {
        if !possible.iter().any(|expected| is(case, expected, seen)) {
            return Err(format!("expected {possible:?}, found {told}"));
        }
        if run.retried
            && !creates
            && matches!(seen.outcome.as_ref().map_err(|e| &**e), Err(Error::Transport(_)))
        {
            return Err(format!("it was not sent again: {told}"));
        }
    }
    processed(case, run, seen, repeats && creates)
}

/// Checks how often the operation was executed.
fn processed(case: &Case, run: Run, seen: &Seen, after_connecting: bool) -> Result<(), String> {
    let Record { processed, reused, .. } = seen.record;
    let told = || format!("{:?}; {:?}", seen.outcome, seen.record);
    if CREATORS.contains(&case.operation) {
        let due = usize::from(case.success && (was_heard(run) || after_connecting));
        // A call that ran out of time may have gone before the server looked at it.
        let timed_out =
            matches!(seen.outcome.as_ref().map_err(|e| &**e), Err(Error::Transport(e)) if e.is_timeout());
        if processed > 1 || (processed != due && !timed_out) {
            return Err(format!("it was executed {processed} times instead of {due}: {}", told()));
        }
    }
    if seen.outcome.is_ok() && processed == 0 {
        return Err(format!("a success of nothing: {}", told()));
    }
    if run.reused && reused == 0 {
        return Err(format!("the connection was not kept: {}", told()));
    }
    Ok(())
}

/// Whether the outcome is this one, and says of itself what it must.
fn is(case: &Case, expected: &Expected, seen: &Seen) -> bool {
    match (expected, &seen.outcome) {
        (Expected::Value(sent) | Expected::ValueOrTransport(sent), Ok(found)) => {
            agrees(&serde_json::from_str(&found.json).unwrap(), sent, false)
        }
        (Expected::Value(_), Err(_)) | (_, Ok(_)) => false,
        (expected, Err(error)) => {
            is_error(expected, error) && describes_itself(case, error, seen.record.exchanges)
        }
    }
}

fn is_error(expected: &Expected, error: &AnyError) -> bool {
    match (expected, &**error) {
        (Expected::Transport(phase), Error::Transport(error)) => error.phase() == *phase,
        (Expected::ValueOrTransport(_), Error::Transport(error)) => error.phase() == TransportPhase::Body,
        (Expected::Api(status, body), Error::Api(_))
        | (Expected::Unexpected(status, body), Error::Unexpected(_)) => {
            error.status().map(|status| status.as_u16()) == Some(*status)
                && error.body() == Some(body.as_ref())
        }
        (Expected::Decode, Error::Decode(_)) => true,
        _ => false,
    }
}

/// Whether an error says what may be concluded from it.
fn describes_itself(case: &Case, error: &AnyError, exchanges: usize) -> bool {
    let line = error.to_string();
    let safe = !CREATORS.contains(&case.operation);
    let retryable = error.is_retryable();
    let named =
        error.operation() == case.operation && line.starts_with(case.operation) && !line.contains('\n');
    named
        && match &**error {
            Error::Transport(error) => {
                let connected = error.phase() != TransportPhase::Connect;
                let counted = usize::try_from(error.attempts()).unwrap() >= exchanges;
                let harmless = retryable == (safe || !connected);
                counted && harmless && error.may_have_been_processed() == connected
            }
            _ => error.status().is_some(),
        }
}

/// Whether a value is the one that was sent, as far as the document knows it; `map` if the members have no fixed names.
fn agrees(found: &Value, sent: &Value, map: bool) -> bool {
    match (found, sent) {
        (Value::Object(found), Value::Object(sent)) => {
            let kept = sent
                .iter()
                .filter(|(_, value)| !value.is_null())
                .all(|(name, _)| found.contains_key(name) || !(map || SCHEMAS.has_member(name)));
            kept && found.iter().all(|(name, value)| match sent.get(name) {
                Some(sent) => agrees(value, sent, MAPS.contains(&name.as_str())),
                None => {
                    DEFAULTS.iter().any(|(member, default)| member == name && value == default)
                        || value.is_null()
                }
            })
        }
        (Value::Array(found), Value::Array(sent)) => {
            found.len() == sent.len() && found.iter().zip(sent).all(|(found, sent)| agrees(found, sent, map))
        }
        (Value::String(found), Value::String(sent)) => {
            found == sent
                || found.eq_ignore_ascii_case(sent) && sent.parse::<uuid::Uuid>().is_ok()
                || instant(found) == instant(sent) && is_date_time(sent)
        }
        (Value::Number(found), Value::Number(sent)) => found == sent || found.as_f64() == sent.as_f64(),
        _ => found == sent,
    }
}

/// The objects whose members have no fixed names.
const MAPS: [&str; 3] = ["results", "metadata", "content_schema"];

/// What stands for a member that is not there.
const DEFAULTS: [(&str, i64); 1] = [("progress", 0)];

fn instant(text: &str) -> Option<jiff::Timestamp> {
    let text = text.replacen(' ', "T", 1);
    text.parse().or_else(|_| format!("{text}Z").parse()).ok()
}
