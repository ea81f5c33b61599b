//! Union dispatch: which keys an object has, and what single members say, before it is read.
//!
//! In goes a [`Reader`] at an object; out comes what is there, and the reader has not moved. The keys of one object are found
//! in one pass and remembered, so that several questions cost no more than one. Invariant: every such pass counts
//! against what the reader may read again.
use super::{Literal, Number, Read, ReadError, Reader};

impl<'j> Reader<'j> {
    /// Whether the next value is an object with all of these keys.
    ///
    /// # Errors
    /// Where the text is not JSON, or objects were looked at too often already.
    pub fn has_keys(&mut self, keys: &[&str]) -> Result<bool, ReadError> {
        Ok(self.look_ahead()? && keys.iter().all(|key| self.ahead.find(key).is_some()))
    }

    /// Whether the next value is an object in which `key` has exactly this value.
    ///
    /// # Errors
    /// As [`has_keys`](Self::has_keys).
    pub fn has_constant(&mut self, key: &str, literal: Literal) -> Result<bool, ReadError> {
        let member = self.member(key)?;
        Ok(member.is_some_and(|mut member| member.is(literal)))
    }

    /// Whether the next value is one of these scalars.
    ///
    /// # Errors
    /// Where the text is not JSON.
    pub fn is_one_of(&mut self, literals: &[Literal]) -> Result<bool, ReadError> {
        self.peek()?;
        let Some(rest) = self.cursor.input.get(self.offset()..) else { return Ok(false) };
        Ok(literals.iter().any(|literal| Reader::within(rest).is(*literal)))
    }

    /// Whether the next value is a string that passes a test.
    pub(crate) fn is_text(&mut self, test: fn(&str) -> bool) -> Result<bool, ReadError> {
        self.peek()?;
        let Some(rest) = self.cursor.input.get(self.offset()..) else { return Ok(false) };
        Ok(Reader::within(rest).string().is_ok_and(test))
    }

    /// Whether the next value is this scalar; reads it.
    pub(super) fn is(&mut self, literal: Literal) -> bool {
        match literal {
            Literal::Null => self.null().is_ok(),
            Literal::Boolean(expected) => self.boolean().is_ok_and(|value| value == expected),
            Literal::Integer(expected) => number(self).and_then(|value| value.as_i128()) == Some(expected),
            Literal::Number(expected) => number(self).and_then(|value| value.as_f64()) == Some(expected),
            Literal::String(expected) => self.string().is_ok_and(|value| value == expected),
        }
    }

    /// The text of a member that is a string, a number or a boolean, if the next value is an object that has it.
    ///
    /// # Errors
    /// As [`has_keys`](Self::has_keys).
    pub fn tag(&mut self, key: &str) -> Result<Option<String>, ReadError> {
        let Some(mut member) = self.member(key)? else { return Ok(None) };
        if let Ok(text) = member.string() {
            return Ok(Some(text.to_owned()));
        }
        if let Ok(value) = member.boolean() {
            return Ok(Some(value.to_string()));
        }
        Ok(number(&mut member).map(|value| value.to_string()))
    }

    /// A reader at the value of a member of the next value, if that is an object that has it.
    fn member(&mut self, key: &str) -> Result<Option<Reader<'j>>, ReadError> {
        if !self.look_ahead()? {
            return Ok(None);
        }
        Ok(self.ahead.find(key).and_then(|start| self.cursor.input.get(start..)).map(Reader::within))
    }

    /// Notes the keys of the next value if it is an object.
    fn look_ahead(&mut self) -> Result<bool, ReadError> {
        if self.peek()? != jiter::Peek::Object {
            return Ok(false);
        }
        let start = self.offset();
        if self.ahead.start != Some(start) {
            let end = self.ahead.fill(self.cursor.clone())?;
            self.read_again(end.saturating_sub(start))?;
        }
        Ok(true)
    }
}

fn number(member: &mut Reader<'_>) -> Option<Number> {
    Number::read(member).ok()
}
