//! JSON without serde per type: a pull reader, a writer, and a value that keeps numbers exactly.
//!
//! In go bytes and values that implement [`Read`] or [`Write`]; out come values, bytes, and faults that know their
//! place. Nothing here is generic over the models but [`Reader::value`] and [`Reader::attempt`], which are two lines
//! each: that keeps the code of hundreds of models small. Invariant: no input makes the reader panic, recurse deeper
//! than [`DEPTH_LIMIT`], or take more than linear time.
#[cfg(feature = "chrono")]
mod chrono;
mod cursor;
mod dispatch;
mod fault;
mod fill;
mod literal;
mod location;
mod lookahead;
mod merged;
mod number;
mod parameter;
mod read;
mod reader;
mod scalar;
mod serde_value;
mod tag;
mod tagged;
mod time;
mod value;
mod write;
mod write_fault;
mod writer;

pub use fault::{ReadError, ReadErrorKind};
pub use fill::{Fill, FillRest, OptionalSlot, Slot};
pub use literal::Literal;
pub use merged::leave_out;
pub use number::Number;
pub(crate) use parameter::text as parameter_text;
pub use parameter::{ParameterValue, parameter};
pub use read::Read;
pub(crate) use read::formatted;
pub use reader::attempt::Fit;
pub use reader::{Kind, Reader};
pub use value::{Json, JsonObject};
pub use write::{Optional, Write};
pub use write_fault::WriteError;
pub use writer::Writer;

/// How deep objects and arrays may be nested, in what is read and in what is written.
pub const DEPTH_LIMIT: usize = 128;

/// Reads one value from a whole JSON text.
///
/// # Errors
/// Where the text is not JSON, is more than one value, or is not what `T` reads.
pub fn read<T: Read>(input: &[u8]) -> Result<T, ReadError> {
    let mut slot = Slot::new();
    read_into(input, &mut slot)?;
    slot.0.ok_or_else(ReadError::unfilled)
}

/// The part that is the same for all types.
fn read_into(input: &[u8], slot: &mut dyn Fill) -> Result<(), ReadError> {
    let mut reader = Reader::new(input)?;
    slot.fill(&mut reader)?;
    reader.finish()
}

/// Whether a text is one JSON value.
pub(crate) fn is_json(input: &[u8]) -> bool {
    let whole = |mut reader: Reader<'_>| reader.skip().and_then(|()| reader.finish());
    Reader::new(input).and_then(whole).is_ok()
}

/// Writes one value as JSON text, in UTF-8.
///
/// # Errors
/// Where the value has no JSON: a number that is not finite, or nesting beyond [`DEPTH_LIMIT`].
pub fn write(value: &dyn Write) -> Result<Vec<u8>, WriteError> {
    let mut writer = Writer::new();
    value.write(&mut writer);
    writer.finish()
}

#[cfg(test)]
mod tests;
