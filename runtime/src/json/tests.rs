//! Tests of reading and writing: tables of texts in, values and texts out.
mod faults;
mod hostile;
mod parameters;
mod round_trip;
mod sample;
mod tags;
mod values;
