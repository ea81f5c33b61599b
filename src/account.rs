//! A check of the configuration: host, version, credentials, credits.
//!
//! In: a client. Out: [`AccountCheck`]: what the server says, and in words what is wrong.
//! Invariant: a part that fails does not hide the others, and no text contains credentials.

use std::{error::Error, fmt, future::IntoFuture};

use futures_core::future::BoxFuture;
use futures_util::future::join3;

#[cfg(feature = "blocking")]
use crate::runtime::BuildError;
use crate::{
    client::Client,
    models::{Meta, Profile, WalletGetWithAvailableCreditsLegacy},
    runtime::{AnyError, Error as RequestError},
};

/// The oldest and the newest version of the API that this client was tried with.
const KNOWN: [(u32, u32); 2] = [(0, 7), (0, 16)];

impl Client {
    /// Checks the configuration: whether the base URL leads to the platform and which version it has, whose the credentials
    /// are, and how many credits the default wallet has. It changes nothing at the server.
    ///
    /// ```no_run
    /// # async fn example(client: osparc_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let check = client.check().await;
    /// println!("{check}");
    /// // server: https://api.osparc.io/, API 0.16.0
    /// // user:   Ada Lovelace <ada@example.com>, USER
    /// // wallet: "My credits" has 150.5 credits
    /// let profile = check.user?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn check(&self) -> CheckAccount {
        CheckAccount { client: self.clone() }
    }
}

/// A check, created by [`Client::check`]. Awaiting it returns an [`AccountCheck`].
#[must_use = "a check does nothing until it is awaited"]
#[derive(Clone, Debug)]
pub struct CheckAccount {
    client: Client,
}

/// What the server says of itself and of the owner of the credentials; the text has a line for each part.
#[derive(Debug)]
#[non_exhaustive]
pub struct AccountCheck {
    /// The base URL of the client.
    pub base_url: String,
    /// The server's description of itself, which it gives to anybody.
    pub server: Result<Meta, CheckError>,
    /// The owner of the credentials.
    pub user: Result<Profile, CheckError>,
    /// The default wallet with its credits; `None` if the owner has no default wallet.
    pub wallet: Result<Option<WalletGetWithAvailableCreditsLegacy>, CheckError>,
}

impl AccountCheck {
    /// What is wrong, the most basic first: a server that cannot be reached before credentials that are rejected. Nothing is
    /// listed twice.
    pub fn problems(&self) -> impl Iterator<Item = &CheckError> {
        let server = self.server.as_ref().err();
        // What is no server of the platform knows neither users nor wallets.
        let user = self.user.as_ref().err().filter(|_| server.is_none());
        let wallet = self.wallet.as_ref().err().filter(|_| server.is_none() && user.is_none());
        [server, user, wallet].into_iter().flatten()
    }

    /// What is not wrong, but worth knowing: a version that this client was not tried with, or a wallet without credits.
    pub fn warnings(&self) -> impl Iterator<Item = String> {
        let version = self.server.as_ref().ok().and_then(|server| unknown_version(&server.version));
        let wallet = self.wallet.as_ref().ok().and_then(Option::as_ref);
        let empty = wallet.filter(|wallet| wallet.available_credits <= 0.0).map(|_| {
            "the wallet is empty: the platform rejects jobs that cost credits with the status 402".to_owned()
        });
        [version, empty].into_iter().flatten()
    }
}

fn unknown_version(version: &str) -> Option<String> {
    let [oldest, newest] = KNOWN;
    let range = format!("this client was tried with {}.{} to {}.{}", oldest.0, oldest.1, newest.0, newest.1);
    let mut numbers = version.split('.').map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) if (major, minor) < oldest => {
            Some(format!("API {version} is old: {range}"))
        }
        (Some(Ok(major)), Some(Ok(minor))) if (major, minor) > newest => {
            Some(format!("API {version} is newer than this client: {range}"))
        }
        (Some(Ok(_)), Some(Ok(_))) => None,
        _ => Some(format!("the server names no version that can be read: {range}")),
    }
}

impl fmt::Display for AccountCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Ok(server) = &self.server {
            write!(f, "server: {}, API {}", self.base_url, server.version.escape_debug())?;
        } else {
            write!(f, "server: {}", self.base_url)?;
        }
        if let Ok(user) = &self.user {
            write!(f, "\nuser:   {}", named(user).escape_debug())?;
        }
        match &self.wallet {
            Ok(Some(wallet)) => {
                write!(f, "\nwallet: {:?} has {} credits", wallet.name, wallet.available_credits)?;
            }
            Ok(None) => f.write_str("\nwallet: there is no default wallet")?,
            Err(_) => {}
        }
        self.problems().try_for_each(|problem| write!(f, "\nerror:  {problem}"))?;
        self.warnings().try_for_each(|warning| write!(f, "\nnote:   {warning}"))
    }
}

/// `Ada Lovelace <ada@example.com>, USER`, or less.
fn named(user: &Profile) -> String {
    let names: Vec<_> =
        [&user.first_name, &user.last_name].into_iter().flatten().map(String::as_str).collect();
    match names.join(" ").trim() {
        "" => format!("{}, {}", user.login, user.role),
        name => format!("{name} <{}>, {}", user.login, user.role),
    }
}

/// A part of the check that failed; the text says what to do.
#[derive(Debug)]
pub struct CheckError {
    message: String,
    source: AnyError,
}

impl CheckError {
    /// The error of the request.
    #[must_use]
    pub fn request(&self) -> &AnyError {
        &self.source
    }

    fn of_server(source: AnyError, base_url: &str) -> Self {
        let message = match &*source {
            RequestError::Build(_) => source.to_string(),
            RequestError::Transport(_) => format!("{base_url} cannot be reached: {source}"),
            _ if is_failure(&source) => format!("the server at {base_url} is out of order: {source}"),
            _ => format!(
                "there is no o²S²PARC server at {base_url}: check the base URL, which often begins with `https://api.`; {source}"
            ),
        };
        Self { message, source }
    }

    fn of_user(source: AnyError) -> Self {
        let message = if source.is_unauthorized() {
            format!(
                "the server rejects the API key or the secret: check both, and that they are of this deployment; {source}"
            )
        } else {
            format!("your profile could not be read: {source}")
        };
        Self { message, source }
    }

    fn of_wallet(source: AnyError) -> Self {
        Self { message: format!("the default wallet could not be read: {source}"), source }
    }
}

/// Whether a response is that of a server, or of a proxy before it, that does not work at the moment.
fn is_failure(error: &AnyError) -> bool {
    error.is_rate_limited() || error.status().is_some_and(|status| status.is_server_error())
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for CheckError {
    /// The text of the request's error is part of this one's; its cause comes next.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.source()
    }
}

impl CheckAccount {
    async fn run(self) -> AccountCheck {
        let base_url = self.client.base_url().to_string();
        let (meta, users, wallets) = (self.client.meta(), self.client.users(), self.client.wallets());
        let server = meta.get_service_metadata().send();
        let (server, user, wallet) =
            join3(server, users.get_my_profile().send(), wallets.get_default_wallet().send()).await;
        let wallet = match wallet {
            Ok(wallet) => Ok(Some(wallet)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(CheckError::of_wallet(error.into())),
        };
        let server = server.map_err(|error| CheckError::of_server(error.into(), &base_url));
        let user = user.map_err(|error| CheckError::of_user(error.into()));
        AccountCheck { base_url, server, user, wallet }
    }

    /// Checks from code that is not `async`.
    ///
    /// # Errors
    /// If the system has no thread left to wait with.
    #[cfg(feature = "blocking")]
    pub fn run_blocking(self) -> Result<AccountCheck, BuildError> {
        crate::wait(async { Ok(self.run().await) })
    }
}

impl IntoFuture for CheckAccount {
    type Output = AccountCheck;
    type IntoFuture = BoxFuture<'static, AccountCheck>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

#[cfg(test)]
mod tests {
    use super::unknown_version;

    #[test]
    fn versions_beyond_those_that_are_known_are_told() {
        for known in ["0.7.0", "0.8.0", "0.13.1-dev", "0.16.9"] {
            assert_eq!(unknown_version(known), None);
        }
        for (unknown, text) in
            [("0.6.9", "is old"), ("0.17.0", "newer"), ("1.0.0", "newer"), ("x", "no version")]
        {
            let warning = unknown_version(unknown).unwrap();
            assert!(warning.contains(text) && warning.contains("0.7 to 0.16"), "{warning}");
        }
    }
}
