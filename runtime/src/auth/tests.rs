//! Credentials: what is sent, and what is rejected.

use super::*;

const BASIC: &[&[Scheme]] = &[&[Scheme::Basic { name: "HTTPBasic" }]];
const KEY_AND_BEARER: &[&[Scheme]] =
    &[&[Scheme::ApiKeyHeader { name: "key", key: "X-Key" }, Scheme::Bearer { name: "jwt" }]];
const OPTIONAL: &[&[Scheme]] = &[&[], &[Scheme::Basic { name: "HTTPBasic" }]];

fn shown(credentials: &Credentials, security: &[&[Scheme]]) -> Result<String, String> {
    let told = |error: BuildError| error.message().to_owned();
    let proofs = credentials.select(security).map_err(told)?.iter().map(|scheme| credentials.proof(*scheme));
    let proofs: Vec<Proof> = proofs.filter_map(Result::transpose).collect::<Result<_, _>>().map_err(told)?;
    let lines = proofs.iter().map(|proof| match proof {
        Proof::Header(name, value) => {
            assert!(value.is_sensitive());
            format!("{name}: {}", value.to_str().unwrap())
        }
        Proof::Query(pair) => format!("?{}", pair.as_str()),
        Proof::Cookie(pair) => format!("cookie {}", pair.as_str()),
    });
    Ok(lines.collect::<Vec<_>>().join("; "))
}

#[test]
fn an_operation_gets_what_it_asks_for() {
    let basic = Credentials::basic("key", "secret");
    let key = Credentials::api_key("key", "k e&y");
    for (credentials, security, expected) in [
        (&basic, BASIC, "authorization: Basic a2V5OnNlY3JldA=="),
        (&Credentials::basic("key", "a:b"), BASIC, "authorization: Basic a2V5OmE6Yg=="),
        (&basic, &[][..], ""),
        (&basic, OPTIONAL, "authorization: Basic a2V5OnNlY3JldA=="),
        (&key, OPTIONAL, ""),
        (&Credentials::none(), BASIC, ""),
        (&key.clone().and(Credentials::bearer("t")), KEY_AND_BEARER, "x-key: k e&y; authorization: Bearer t"),
        (&key, &[&[Scheme::ApiKeyQuery { name: "key", key: "api key" }]], "?api%20key=k%20e%26y"),
        (&key, &[&[Scheme::ApiKeyCookie { name: "key", key: "sid" }]], "cookie sid=k%20e%26y"),
    ] {
        assert_eq!(shown(credentials, security).as_deref(), Ok(expected));
    }
}

#[test]
fn a_named_credential_is_for_its_scheme_alone_and_comes_first() {
    const USER: &[&[Scheme]] = &[&[Scheme::Bearer { name: "user" }]];
    const ADMIN: &[&[Scheme]] = &[&[Scheme::Bearer { name: "admin" }]];
    let user = Credentials::bearer("u").for_scheme("user");
    let both = user.clone().and(Credentials::bearer("a").for_scheme("admin"));
    let any = Credentials::bearer("x").and(user.clone());
    for (credentials, security, expected) in [
        (&both, USER, Ok("u")),
        (&both, ADMIN, Ok("a")),
        (&any, USER, Ok("u")),
        (&any, ADMIN, Ok("x")),
        (&user, ADMIN, Err("none of the credentials is for the security schemes of the operation (admin)")),
    ] {
        let expected = expected.map(|token| format!("authorization: Bearer {token}")).map_err(str::to_owned);
        assert_eq!(shown(credentials, security), expected);
    }
    assert_eq!(
        user.select_undocumented().map(<[_]>::len).ok(),
        Some(1),
        "a request without a document gets it"
    );
    assert!(user.proof(user.select_undocumented().unwrap()[0]).unwrap().is_some());
}

#[test]
fn credentials_that_cannot_work_are_refused_without_showing_them() {
    for credentials in [
        Credentials::basic("s3cr:t", "s3cr"),
        Credentials::basic("s3crét", "x"),
        Credentials::basic("x", "s3cr☃"),
        Credentials::basic("x", "s3cr\n"),
        Credentials::basic("x\0s3cr", "x"),
        Credentials::bearer("s3cr"),
        Credentials::api_key("key", "s3cr"),
    ] {
        let message = shown(&credentials, BASIC).unwrap_err();
        assert!(!message.contains("s3cr"), "{message}");
        assert!(!format!("{credentials:?}").contains("s3cr"));
    }
}

#[test]
fn credentials_of_a_call_are_selected_or_an_error() {
    let basic = Credentials::basic("a", "b");
    let bearer = Credentials::bearer("t");
    for (credentials, security, expected) in [
        (&Credentials::none(), BASIC, Some(0)),
        (&Credentials::none(), &[][..], Some(0)),
        (&basic, BASIC, Some(1)),
        (&basic, OPTIONAL, Some(1)),
        (&basic, &[], Some(1)),
        (&basic, &[&[]], Some(1)),
        (&bearer, OPTIONAL, None),
        (&bearer, BASIC, None),
        (&bearer.clone().and(basic.clone()), OPTIONAL, Some(1)),
        (&bearer.clone().and(basic.clone()), &[], None),
        (&bearer.clone().and(Credentials::api_key("key", "k")), KEY_AND_BEARER, Some(2)),
        (&Credentials::api_key("key", "k"), &[], None),
    ] {
        let selected = credentials.select_for_call(security).map(<[_]>::len);
        assert_eq!(selected.ok(), expected, "{credentials:?} {security:?}");
    }
}

#[test]
fn without_a_document_an_api_key_has_no_place() {
    assert_eq!(Credentials::basic("a", "b").select_undocumented().unwrap().len(), 1);
    assert!(Credentials::none().select_undocumented().unwrap().is_empty());
    assert!(Credentials::api_key("key", "x").select_undocumented().is_err());
}
