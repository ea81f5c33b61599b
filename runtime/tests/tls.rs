//! TLS: certificates of one's own, client certificates, and proxies.
//!
//! In: certificates made for the test, and servers on loopback sockets. Out: calls that succeed, or errors in phase
//! `connect`. Invariant: a server that cannot prove who it is gets no byte of a request.

// Where both are enabled, reqwest takes the operating system's library, which reads identities in another form.
#![cfg(all(feature = "rustls", not(feature = "native-tls")))]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

use std::sync::{Arc, Mutex};

use http::Method;
use osparc_runtime::{Client, ClientBuilder, Credentials, Error, RetryPolicy, reqwest};
use osparc_runtime::{TransportPhase, Undocumented};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// Who signs the certificates of a test.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn sign(&self, name: &str) -> (rcgen::Certificate, KeyPair) {
        let key = KeyPair::generate().unwrap();
        (CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &self.0).unwrap(), key)
    }

    /// A server's configuration; with `clients`, only who has a certificate of theirs is let in.
    fn server(&self, name: &str, clients: Option<&Self>) -> ServerConfig {
        let (certificate, key) = self.sign(name);
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let builder = match clients {
            None => ServerConfig::builder().with_no_client_auth(),
            Some(clients) => {
                let mut roots = RootCertStore::empty();
                roots.add(clients.0.der().clone()).unwrap();
                ServerConfig::builder().with_client_cert_verifier(
                    WebPkiClientVerifier::builder(Arc::new(roots)).build().unwrap(),
                )
            }
        };
        builder.with_single_cert(vec![certificate.der().clone()], key).unwrap()
    }

    fn root(&self) -> reqwest::Certificate {
        reqwest::Certificate::from_pem(self.0.pem().as_bytes()).unwrap()
    }

    fn identity(&self) -> reqwest::Identity {
        let (certificate, key) = self.sign("client");
        reqwest::Identity::from_pem(format!("{}{}", certificate.pem(), key.serialize_pem()).as_bytes())
            .unwrap()
    }
}

/// A server, or a proxy; it ends when it is dropped.
struct Server {
    port: u16,
    /// The heads of the requests that came through.
    requests: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// Responds with `[1]` over TLS.
    async fn tls(config: ServerConfig) -> Self {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Self::start(move |socket, requests| {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(socket).await else { return };
                let Some(head) = head(&mut stream).await else { return };
                requests.lock().unwrap().push(head);
                let response = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\n[1]";
                stream.write_all(response.as_bytes()).await.unwrap();
                stream.shutdown().await.unwrap();
            });
        })
        .await
    }

    /// Connects to what `CONNECT` names, or responds with this instead.
    async fn proxy(rejection: Option<&'static str>) -> Self {
        Self::start(move |mut socket, requests| {
            tokio::spawn(async move {
                let Some(head) = head(&mut socket).await else { return };
                let target = head.split(' ').nth(1).unwrap().to_owned();
                requests.lock().unwrap().push(head);
                let response = rejection.unwrap_or("HTTP/1.1 200 OK\r\n\r\n");
                socket.write_all(response.as_bytes()).await.unwrap();
                if rejection.is_none() {
                    let mut server = TcpStream::connect(target).await.unwrap();
                    // Whichever side ends the connection, it is over.
                    let _end = copy_bidirectional(&mut socket, &mut server).await;
                }
            });
        })
        .await
    }

    async fn start(serve: impl Fn(TcpStream, Arc<Mutex<Vec<String>>>) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let log = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                serve(socket, Arc::clone(&log));
            }
        });
        Self { port, requests, task }
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// A client of it.
    fn client(&self) -> ClientBuilder {
        let builder = Client::builder().base_url(format!("https://localhost:{}", self.port));
        builder.credentials(Credentials::basic("key", "secret")).retry(RetryPolicy::none())
    }
}

async fn head(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut head).await.ok()? == 0 {
            return None;
        }
    }
    String::from_utf8(head).ok()
}

async fn call(builder: ClientBuilder) -> Result<Vec<u64>, Error<Undocumented>> {
    builder.build().unwrap().raw(Method::GET, "/x").read().await
}

async fn refused(builder: ClientBuilder, cause: &str) {
    let Error::Transport(error) = call(builder).await.unwrap_err() else { panic!("no transport error") };
    assert!(error.to_string().contains(cause), "{error}");
    assert_eq!(error.phase(), TransportPhase::Connect, "{error:?}");
    assert!(!error.may_have_been_processed());
}

#[tokio::test]
async fn a_server_is_believed_by_a_root_certificate_of_ones_own_alone() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let server = Server::tls(authority.server("localhost", None)).await;
    let unknown = "is from an issuer that this machine does not know: check the host";
    refused(server.client().no_proxy(), unknown).await;
    let distrustful = server.client().no_proxy().root_certificate(stranger.root());
    refused(distrustful, "the certificate of localhost").await;
    assert!(server.requests().is_empty(), "no byte of a request");
    let value = call(server.client().no_proxy().root_certificate(authority.root())).await.unwrap();
    assert_eq!(value, [1]);
    assert!(server.requests().concat().to_lowercase().contains("authorization: basic a2v5onnly3jlda=="));
    let elsewhere = Server::tls(authority.server("elsewhere", None)).await;
    let client = elsewhere.client().no_proxy().root_certificate(authority.root());
    refused(client, "is for another name: check the host of the base URL").await;
    assert!(elsewhere.requests().is_empty(), "the name is not the server's");
}

#[tokio::test]
async fn a_client_proves_itself_with_a_certificate() {
    let (authority, clients, stranger) = (Authority::new(), Authority::new(), Authority::new());
    let server = Server::tls(authority.server("localhost", Some(&clients))).await;
    let client = || server.client().no_proxy().root_certificate(authority.root());
    assert_eq!(call(client().identity(clients.identity())).await.unwrap(), [1]);
    // With TLS 1.3 the rejection by the server comes after the client believes that it is connected.
    for builder in [client(), client().identity(stranger.identity())] {
        assert!(matches!(call(builder).await.unwrap_err(), Error::Transport(_)));
    }
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_proxy_sees_the_name_of_the_server_and_nothing_else() {
    let authority = Authority::new();
    let server = Server::tls(authority.server("localhost", None)).await;
    let proxy = Server::proxy(None).await;
    let through = |proxy: &Server| {
        let proxy = reqwest::Proxy::all(format!("http://127.0.0.1:{}", proxy.port)).unwrap();
        server.client().root_certificate(authority.root()).proxy(proxy)
    };
    assert_eq!(call(through(&proxy)).await.unwrap(), [1]);
    let head = proxy.requests().concat();
    assert!(head.starts_with(&format!("CONNECT localhost:{} HTTP/1.1\r\n", server.port)), "{head}");
    assert!(!head.to_lowercase().contains("authorization"), "{head}");
    for rejection in
        ["HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "HTTP/1.1 502 Bad Gateway\r\n\r\n", "nonsense"]
    {
        refused(through(&Server::proxy(Some(rejection)).await), "the proxy made no connection to localhost")
            .await;
    }
    assert_eq!(server.requests().len(), 1);
}
