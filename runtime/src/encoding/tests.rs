//! Each position with each encoding and each kind of value, as bytes on the wire.
//!
//! In: a table. Out: its failing rows. Invariant: a row that is absent in one position is absent on purpose: OpenAPI
//! does not allow it, or it is the same as another.

use super::*;
use crate::json::Json;

fn list(items: &[&str]) -> ParameterValue {
    ParameterValue::List(items.iter().map(|&item| item.into()).collect())
}

fn object(members: &[(&str, &str)]) -> ParameterValue {
    ParameterValue::Object(members.iter().map(|&(key, value)| (key.to_owned(), value.into())).collect())
}

fn scalar(text: &str) -> ParameterValue {
    ParameterValue::Scalar(text.to_owned())
}

/// The kinds of values, in the order of a row's texts.
fn values() -> [ParameterValue; 3] {
    [scalar("a b"), list(&["a", "b/c,d"]), object(&[("x", "1"), ("y z", "a&b")])]
}

#[test]
fn each_encoding_has_its_form_in_a_path() {
    let [simple, label, matrix] = [Encoding::SIMPLE, Encoding::LABEL, Encoding::MATRIX];
    for (encoding, expected) in [
        (simple, ["a%20b", "a,b%2Fc%2Cd", "x,1,y%20z,a%26b"]),
        (simple.explode(true), ["a%20b", "a,b%2Fc%2Cd", "x=1,y%20z=a%26b"]),
        (label, [".a%20b", ".a,b%2Fc%2Cd", ".x,1,y%20z,a%26b"]),
        (label.explode(true), [".a%20b", ".a.b%2Fc%2Cd", ".x=1.y%20z=a%26b"]),
        (matrix, [";n=a%20b", ";n=a,b%2Fc%2Cd", ";n=x,1,y%20z,a%26b"]),
        (matrix.explode(true), [";n=a%20b", ";n=a;n=b%2Fc%2Cd", ";x=1;y%20z=a%26b"]),
    ] {
        for (value, expected) in values().iter().zip(expected) {
            let text = encoding.path("n", value, Slashes::Encoded);
            assert_eq!(text.as_deref(), Ok(expected), "{encoding:?} {value:?}");
        }
    }
    let json = scalar(r#"{"a":"b"}"#);
    let text = Encoding::JSON.path("n", &json, Slashes::Encoded);
    assert_eq!(text.as_deref(), Ok("%7B%22a%22%3A%22b%22%7D"));
}

#[test]
fn each_encoding_has_its_form_in_a_query_string() {
    let [space, pipe] = [Encoding::SPACE_DELIMITED, Encoding::PIPE_DELIMITED];
    let form = Encoding::FORM;
    for (encoding, expected) in [
        (form, ["n=a%20b", "n=a&n=b%2Fc%2Cd", "x=1&y%20z=a%26b"]),
        (form.explode(false), ["n=a%20b", "n=a,b%2Fc%2Cd", "n=x,1,y%20z,a%26b"]),
        (form.allow_reserved(), ["n=a%20b", "n=a&n=b/c,d", "x=1&y%20z=a%26b"]),
        (form.explode(false).allow_reserved(), ["n=a%20b", "n=a,b/c,d", "n=x,1,y%20z,a%26b"]),
        (space, ["n=a%20b", "n=a%20b%2Fc%2Cd", "n=x%201%20y%20z%20a%26b"]),
        (pipe, ["n=a%20b", "n=a%7Cb%2Fc%2Cd", "n=x%7C1%7Cy%20z%7Ca%26b"]),
        (
            Encoding::DEEP_OBJECT,
            ["n=a%20b", "n%5B0%5D=a&n%5B1%5D=b%2Fc%2Cd", "n%5Bx%5D=1&n%5By%20z%5D=a%26b"],
        ),
        (Encoding::PROPERTY, ["n=a%20b", "n=a&n=b%2Fc%2Cd", "n%5Bx%5D=1&n%5By%20z%5D=a%26b"]),
    ] {
        for (value, expected) in values().iter().zip(expected) {
            let (mut alone, mut behind) = (String::new(), "m=0".to_owned());
            encoding.query(&mut alone, "n", value).unwrap();
            encoding.query(&mut behind, "n", value).unwrap();
            assert_eq!(alone, expected, "{encoding:?} {value:?}");
            assert_eq!(behind, format!("m=0&{expected}"));
        }
    }
    for (value, expected) in [
        (scalar("+&=#%?/é"), "a%5B%5D=%2B%26%3D%23%25%3F%2F%C3%A9"),
        (scalar(""), "a%5B%5D="),
        (list(&[""]), "a%5B%5D="),
    ] {
        let mut query = String::new();
        Encoding::FORM.query(&mut query, "a[]", &value).unwrap();
        assert_eq!(query, expected);
    }
}

/// The pairs of a JSON text, with the brackets in sight.
fn pairs(encoding: Encoding, json: &str) -> Result<String, &'static str> {
    let mut query = String::new();
    let value = encoding.value(&json.parse::<Json>().unwrap()).unwrap();
    encoding.query(&mut query, "n", &value)?;
    Ok(query.replace("%5B", "[").replace("%5D", "]"))
}

#[test]
fn what_is_nested_is_in_brackets() {
    let [form, deep, property] = [Encoding::FORM, Encoding::DEEP_OBJECT, Encoding::PROPERTY];
    let joined = form.explode(false);
    let lists = r#"[[1,2],[],["a b"]]"#;
    let objects = r#"[{"x":1,"y":[true,"q"]},{"x":null}]"#;
    let object = r#"{"a":"1","b":[1,2.0],"c":{"d":{"e":"&"}},"f":null,"g":[],"h":{}}"#;
    let list_of_lists = "n[0][0]=1&n[0][1]=2&n[1]=&n[2][0]=a%20b";
    let list_of_objects = "n[0][x]=1&n[0][y][0]=true&n[0][y][1]=q&n[1]=";
    let tree = "n[a]=1&n[b][0]=1&n[b][1]=2.0&n[c][d][e]=%26";
    for encoding in [form, joined, deep, property, Encoding::SPACE_DELIMITED, Encoding::PIPE_DELIMITED] {
        assert_eq!(pairs(encoding, lists).as_deref(), Ok(list_of_lists), "{encoding:?}");
        assert_eq!(pairs(encoding, objects).as_deref(), Ok(list_of_objects), "{encoding:?}");
        let expected = if encoding == form { "a=1&b[0]=1&b[1]=2.0&c[d][e]=%26" } else { tree };
        assert_eq!(pairs(encoding, object).as_deref(), Ok(expected), "{encoding:?}");
    }
    let tags = r#"{"t":["x","y"],"u":[{"v":1}],"w":[[1]]}"#;
    for (encoding, expected) in [
        (deep, "n[t][0]=x&n[t][1]=y&n[u][0][v]=1&n[w][0][0]=1"),
        (deep.array_brackets(), "n[t][]=x&n[t][]=y&n[u][][v]=1&n[w][][]=1"),
        (deep.array_repeat(), "n[t]=x&n[t]=y&n[u][v]=1&n[w]=1"),
    ] {
        assert_eq!(pairs(encoding, tags).as_deref(), Ok(expected));
    }
    assert_eq!(pairs(deep.allow_reserved(), r#"{"a/b":"c/d"}"#).as_deref(), Ok("n[a%2Fb]=c/d"));
    assert_eq!(pairs(deep, r#"["a",null,"b"]"#).as_deref(), Ok("n[0]=a&n[1]=&n[2]=b"));
    assert_eq!(pairs(form, r#"["a",null]"#).as_deref(), Ok("n=a&n="));
}

#[test]
fn a_key_that_would_be_read_as_another_is_an_error() {
    for json in [r#"{"":1}"#, r#"{"a[b":1}"#, r#"{"a]":{"b":1}}"#, r#"{"a":[{"x][y":1}]}"#] {
        for encoding in [Encoding::DEEP_OBJECT, Encoding::PROPERTY] {
            assert!(pairs(encoding, json).is_err(), "{json}");
        }
    }
    // Where the key is the pair's name, the document's author chose it.
    assert_eq!(pairs(Encoding::FORM, r#"{"a[gte]":1}"#).as_deref(), Ok("a[gte]=1"));
}

#[test]
fn each_encoding_has_its_form_in_a_header_and_in_a_cookie() {
    let headers = |explode| move |value: &ParameterValue| Encoding::SIMPLE.explode(explode).header(value);
    let [a, b, c] = values();
    let exploded = [&a, &b, &c].map(headers(true));
    assert_eq!(exploded.map(Option::unwrap), ["a b", "a,b/c,d", "x=1,y z=a&b"]);
    let joined = [&a, &b, &c].map(headers(false));
    assert_eq!(joined.map(Option::unwrap), ["a b", "a,b/c,d", "x,1,y z,a&b"]);
    assert_eq!(headers(true)(&list(&["", "a"])).as_deref(), Some(",a"));
    assert_eq!(headers(false)(&scalar("")).as_deref(), Some(""));
    assert_eq!(Encoding::JSON.header(&scalar("\"é\"")).as_deref(), Some("\"\\u00e9\""));
    for (explode, expected) in [
        (true, ["n=a%20b", "n=a; n=b%2Fc%2Cd", "x=1; y%20z=a%26b"]),
        (false, ["n=a%20b", "n=a%2Cb%2Fc%2Cd", "n=x%2C1%2Cy%20z%2Ca%26b"]),
    ] {
        for (value, expected) in [&a, &b, &c].into_iter().zip(expected) {
            let mut cookies = "m=0".to_owned();
            Encoding::FORM.explode(explode).cookie(&mut cookies, "n", value);
            assert_eq!(cookies, format!("m=0; {expected}"));
        }
    }
}

#[test]
fn nothing_is_sent_for_absent_and_empty_values() {
    for value in [ParameterValue::Absent, list(&[]), object(&[])] {
        let mut text = String::new();
        for encoding in [Encoding::FORM, Encoding::FORM.explode(false), Encoding::DEEP_OBJECT] {
            encoding.query(&mut text, "n", &value).unwrap();
            encoding.cookie(&mut text, "n", &value);
        }
        assert_eq!(text, "", "{value:?}");
        assert_eq!(Encoding::SIMPLE.header(&value), None);
        assert!(Encoding::MATRIX.path("n", &value, Slashes::Encoded).is_err());
    }
}

#[test]
fn each_part_of_a_path_value_is_checked() {
    for value in [
        list(&["a", ".."]),
        list(&[""]),
        scalar("%2e"),
        scalar(""),
        object(&[("x", "")]),
        object(&[("..", "a")]),
    ] {
        for encoding in [Encoding::SIMPLE, Encoding::LABEL.explode(true)] {
            assert!(encoding.path("n", &value, Slashes::Encoded).is_err(), "{value:?}");
        }
    }
    for (value, expected) in [(scalar(""), ";n"), (list(&["", "a"]), ";n;n=a")] {
        let text = Encoding::MATRIX.explode(true).path("n", &value, Slashes::Encoded);
        assert_eq!(text.as_deref(), Ok(expected));
    }
    assert!(Encoding::MATRIX.path("n", &object(&[("x", "")]), Slashes::Encoded).is_err());
}
