package dev.cardea;

import dev.cardea.ciba.CibaGrant;
import dev.cardea.claims.ClaimSource;
import dev.cardea.claims.Claims;
import dev.cardea.claims.GroupClaims;
import dev.cardea.claims.OrganizationClaims;
import dev.cardea.claims.RoleClaims;
import dev.cardea.claims.StandardClaims;
import dev.cardea.client.ClientAssertions;
import dev.cardea.client.ClientAuthMethod;
import dev.cardea.client.ClientAuthentication;
import dev.cardea.client.ClientEncryption;
import dev.cardea.client.ClientKeys;
import dev.cardea.client.ClientSecretBasic;
import dev.cardea.client.ClientSecretJwt;
import dev.cardea.client.ClientSecretPost;
import dev.cardea.client.ClientSecrets;
import dev.cardea.client.ClientSettings;
import dev.cardea.client.Clients;
import dev.cardea.client.FailedAuthentications;
import dev.cardea.client.FirstUses;
import dev.cardea.client.GuessLimit;
import dev.cardea.client.PrivateKeyJwt;
import dev.cardea.client.PublicClient;
import dev.cardea.client.RequestSettings;
import dev.cardea.client.SubjectKey;
import dev.cardea.consent.ConsentEndpoint;
import dev.cardea.declaration.Reconciler;
import dev.cardea.decoupled.Polling;
import dev.cardea.device.DeviceCodeGrant;
import dev.cardea.discovery.CertificateEndpoints;
import dev.cardea.discovery.DiscoveryEndpoint;
import dev.cardea.discovery.JwksEndpoint;
import dev.cardea.dpop.DpopNonces;
import dev.cardea.dpop.DpopProofs;
import dev.cardea.html.Assets;
import dev.cardea.html.ErrorPages;
import dev.cardea.html.Pages;
import dev.cardea.http.Cookies;
import dev.cardea.http.Health;
import dev.cardea.http.Router;
import dev.cardea.http.Site;
import dev.cardea.introspection.IntrospectionEndpoint;
import dev.cardea.introspection.SignedAnswers;
import dev.cardea.jose.Verifiers;
import dev.cardea.login.HomeEndpoint;
import dev.cardea.logout.CheckSessionEndpoint;
import dev.cardea.logout.EndSessionEndpoint;
import dev.cardea.logout.LogoutTokens;
import dev.cardea.metrics.Metrics;
import dev.cardea.oauth.AcrValues;
import dev.cardea.oauth.ResponseType;
import dev.cardea.openapi.OpenApiEndpoint;
import dev.cardea.outbound.Outbound;
import dev.cardea.refusal.Refusals;
import dev.cardea.registration.RegistrationEndpoints;
import dev.cardea.revocation.RevocationEndpoint;
import dev.cardea.session.BrowserState;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import dev.cardea.store.Databases;
import dev.cardea.store.Stores;
import dev.cardea.token.AccessTokens;
import dev.cardea.token.AuthorizationCodeGrant;
import dev.cardea.token.ClientCredentialsGrant;
import dev.cardea.token.Grant;
import dev.cardea.token.IdTokens;
import dev.cardea.token.JwtBearerGrant;
import dev.cardea.token.ProtectedAccess;
import dev.cardea.token.Reaches;
import dev.cardea.token.RefreshTokenGrant;
import dev.cardea.token.RefreshTokens;
import dev.cardea.token.TokenEndpoint;
import dev.cardea.token.TokenExchangeGrant;
import dev.cardea.token.TokenIssuer;
import dev.cardea.user.Argon2Cost;
import dev.cardea.user.GuessingPolicy;
import dev.cardea.user.HashingLimits;
import dev.cardea.user.PasswordHashing;
import dev.cardea.user.PasswordSignIn;
import dev.cardea.user.SignInThrottle;
import dev.cardea.userinfo.UserinfoEndpoint;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static dev.cardea.http.Router.Cors.CLIENTS;
import static dev.cardea.http.Router.Cors.NONE;
import static dev.cardea.http.Router.Cors.PUBLIC;

/// The whole program, wired by hand. Read this first: it is the table of contents.
public final class Server implements AutoCloseable {
    private static final List<String> LOCALES = List.of("en", "de", "fr");

    private final Config config;
    private final Stores stores;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final PasswordHashing hashing;
    private final Foundation foundation;
    private final ClientSecrets clientSecrets;
    private final Health health;
    private final Listeners listeners;
    private final Maintenance maintenance;
    private final SingleLogout singleLogout;
    private final Mailing mailing;
    private final Refusals refusals;

    /// @param stores open; closed with the server
    /// @param passwordCost what the hash of a password costs
    private Server(Config config, Stores stores, Metrics metrics, Argon2Cost passwordCost, InstantSource clock) {
        this.config = config;
        this.stores = stores;
        this.clock = clock;
        hashing = new PasswordHashing(
                passwordCost, HashingLimits.of(Runtime.getRuntime().availableProcessors()), random);
        var issuer = config.issuer();
        var issuerUri = URI.create(issuer);
        var registration = config.registration();
        var mutualTls = config.mutualTls();
        foundation = Foundation.of(config, stores, random, clock);
        var secrets = foundation.secrets();
        var sealing = foundation.sealing();
        var audit = foundation.audit();
        var keys = foundation.keys();
        var decryptionKeys = foundation.decryptionKeys();
        clientSecrets = new ClientSecrets(sealing);
        metrics.hashing(hashing::running, hashing::waiting);

        var outbound = new Outbound(config.outbound());

        // Clients and how they prove who they are
        var clientSettings = new ClientSettings(config.lifetimes(), config.keys().algorithms(),
                config.features().responseTypes(), mutualTls.methods(), config.features().unsignedIdTokens());
        var clients = new Clients(
                stores.clients(), clientSecrets, clientSettings,
                new SubjectKey(stores.subjectKey(), random),
                RegistrationEndpoints.documents(registration, clientSettings, outbound, clock),
                () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
        refusals = new Refusals(stores.refusals(), clients, metrics::refusal, clock);
        var clientKeys = new ClientKeys(outbound, clock);
        var encryption = new ClientEncryption(clientKeys);
        var assertions = new ClientAssertions(
                issuer,
                mutualTls.addresses(config.base(), "/oauth2/token", "/oauth2/par", "/oauth2/device",
                        "/oauth2/bc-authorize"),
                stores.oneTime(),
                clock);
        var clientAuthMethods = Stream.concat(
                Stream.<ClientAuthMethod>of(
                        new ClientSecretBasic(),
                        new ClientSecretPost(),
                        new ClientSecretJwt(assertions),
                        new PrivateKeyJwt(assertions, clientKeys),
                        new PublicClient()),
                mutualTls.authentication(clientKeys, clock)).toList();
        var clientAuthentication = new ClientAuthentication(clientAuthMethods, clients, new GuessLimit(clock),
                new FailedAuthentications(audit, clock), new FirstUses(stores.registrations()::markUsed), clock);

        // What clients are told about people
        var claimSources = List.<ClaimSource>of(
                new StandardClaims(), new RoleClaims(stores.organizations()), new OrganizationClaims(),
                new GroupClaims(stores.groups()));
        var people = new Claims(claimSources, config.claims());
        mailing = Mailing.of(foundation, people.descriptions());
        var enrolment = Enrolling.of(foundation, mailing.mails(), hashing);
        health = new Health(this::isReady, mailing::health);

        // Tokens
        var reaches = Reaches.of(config.resources(), config.detailTypes());
        var accessTokens = new AccessTokens(
                issuer, people, keys, sealing, clients, stores.authorizations(), reaches.resources(), random, clock);
        var idTokens = new IdTokens(issuer, people, keys, encryption);
        var refreshTokens = new RefreshTokens(secrets.keyed("refresh-token"));
        var polling = new Polling(stores.codes(), stores.authorizations(), refreshTokens, clock);
        var grants = List.<Grant>of(
                new AuthorizationCodeGrant(stores.codes(), stores.authorizations(), refreshTokens, audit, clock),
                new RefreshTokenGrant(stores.authorizations(), refreshTokens, audit, clock),
                new ClientCredentialsGrant(),
                new TokenExchangeGrant(accessTokens, audit),
                new JwtBearerGrant(config.assertionIssuers(), Set.of(issuer, config.base() + "/oauth2/token"),
                        clientKeys, stores.users(), stores.authorizations(), stores.oneTime(), random, clock),
                new DeviceCodeGrant(stores.deviceCodes(), polling),
                new CibaGrant(stores.backchannelRequests(), polling));
        var tokenIssuer = new TokenIssuer(accessTokens, idTokens, clock);
        var proofs = new DpopProofs(
                mutualTls.bases(config.base()), config.features().dpopNonceRequired(),
                new DpopNonces(secrets.keyed("dpop-nonce"), clock), stores.oneTime(), clock);

        // People
        var cookies = new Cookies(issuerUri);
        singleLogout = SingleLogout.of(
                foundation, clients, new LogoutTokens(issuer, keys, encryption, random, clock), outbound,
                Stream.concat(mailing.channels().stream(), Stream.of(enrolment.channel(), BackchannelEndpoints
                        .notifications(foundation, refreshTokens, tokenIssuer, clients, outbound))).toList(),
                metrics);
        var browserState = new BrowserState(
                config.features().sessionManagement(), secrets.keyed("browser-state"), cookies, random);
        var sessions = new Sessions(stores.sessions(), singleLogout.endings(), cookies, browserState, audit,
                config.sessions().idle(), config.sessions().absolute(), random, clock);
        var interactions = new Interactions(sealing, secrets.keyed("csrf"), cookies, issuerUri, random, clock);
        var guessing = config.guessing();
        var guessingPolicy = GuessingPolicy.of(guessing.account(), guessing.address(), guessing.longestWait());
        var throttle = new SignInThrottle(stores.attempts(), guessingPolicy, secrets.keyed("attempts"), clock);
        var signIn = new PasswordSignIn(stores.users(), throttle, hashing);
        var assets = new Assets();
        var pages = new Pages(assets, people.descriptions());
        var errors = new ErrorPages(pages);
        var second = SecondFactors.of(foundation, config.factors(), mailing.mails(), singleLogout.outbox()::wake,
                guessingPolicy, cookies);
        var requests = AuthorizationEndpoints.of(
                foundation, outbound, clients, clientKeys, clientAuthentication, proofs, people, reaches,
                accessTokens, idTokens, encryption, sessions, browserState, interactions, second.factors(), pages);
        var devices = DeviceEndpoints.of(
                foundation, clientAuthentication, guessingPolicy, clients, reaches, sessions, interactions, pages);
        var backchannel = BackchannelEndpoints.of(
                foundation, clientAuthentication, clientKeys, idTokens, singleLogout.outbox(), mailing.mails(), clients,
                reaches, guessingPolicy, sessions, interactions, pages);
        var account = AccountPages.of(
                foundation, second, clients, reaches, sessions, singleLogout.endings(), interactions, pages);
        var doors = enrolment.doors(clients, sessions, singleLogout, signIn, interactions, account.entrance(), pages);

        var discovery = new DiscoveryEndpoint(
                issuer,
                config.base(),
                new DiscoveryEndpoint.Capabilities(
                        Stream.concat(grants.stream().map(Grant::grantType), implicit(config)).toList(),
                        ResponseType.values(config.features().responseTypes()),
                        requests.modes(),
                        clientAuthentication.methods(),
                        Stream.concat(ClientSecretJwt.ALGORITHMS.stream(), Verifiers.ALGORITHMS.stream())
                                .sorted()
                                .toList(),
                        DpopProofs.ALGORITHMS,
                        config.keys().algorithms(),
                        config.features().unsignedIdTokens(),
                        new DiscoveryEndpoint.Requests(
                                RequestSettings.offered(config.features().unsignedRequestObjects()),
                                config.features().requirePushedRequests()),
                        reaches.types().names(),
                        people,
                        AcrValues.OFFERED,
                        LOCALES,
                        registration.isOffered(),
                        config.features().sessionManagement(),
                        registration.clientIdDocuments(),
                        new CertificateEndpoints(mutualTls.seen(), mutualTls.address())));

        var login = SignInPages.of(
                foundation, second, signIn, sessions, interactions, clients, pages,
                enrolment.beside(interactions), metrics::signIn);
        var consent = new ConsentEndpoint(clients, sessions, interactions, stores.consents(), people, reaches, pages,
                audit, clock);
        var logout = new EndSessionEndpoint(clients, sessions, singleLogout.frontChannel(), interactions, idTokens,
                stores.organizations(), pages, clock);
        var access = new ProtectedAccess(accessTokens, proofs);
        var userinfo = new UserinfoEndpoint(issuer, access, people, keys, encryption, random);
        var get = Set.of("GET");
        var post = Set.of("POST");
        var both = Set.of("GET", "POST");
        var pagesForPeople = new Router()
                .add(both, "/oauth2/auth", NONE, requests.authorization())
                .add(both, "/oauth2/sessions/logout", NONE, logout)
                .addAll(login.routes())
                .add(both, "/consent", NONE, consent)
                .add(both, "/device", NONE, devices.page())
                .addAll(backchannel.pages())
                .addAll(account.routes().addAll(doors.pages()))
                .add(get, "/", NONE, new HomeEndpoint(sessions, pages))
                .around(errors::around);
        var routes = new Router()
                .add(get, "/.well-known/openid-configuration", PUBLIC, discovery)
                .add(get, "/.well-known/oauth-authorization-server", PUBLIC, discovery)
                .add(get, "/.well-known/jwks.json", PUBLIC, new JwksEndpoint(keys, decryptionKeys))
                .add(post, "/oauth2/token", CLIENTS,
                        new TokenEndpoint(grants, clientAuthentication, proofs, reaches, tokenIssuer,
                                metrics::issued))
                .add(post, "/oauth2/par", CLIENTS, requests.push())
                .add(post, "/oauth2/device", CLIENTS, devices.authorization())
                .add(post, "/oauth2/bc-authorize", NONE, backchannel.authentication())
                .add(post, "/oauth2/introspect", NONE, new IntrospectionEndpoint(
                        clientAuthentication, accessTokens, refreshTokens, stores.authorizations(), people,
                        reaches.resources(), new SignedAnswers(issuer, keys, encryption, clock), clock))
                .add(post, "/oauth2/revoke", CLIENTS, new RevocationEndpoint(
                        clientAuthentication, accessTokens, refreshTokens, stores.authorizations(), audit))
                .add(both, "/userinfo", CLIENTS, userinfo)
                .add(get, "/assets/{name}", NONE, assets);
        if (config.features().sessionManagement())
            routes.add(get, "/oauth2/sessions/check", NONE, new CheckSessionEndpoint(pages, browserState));
        routes.addAll(pagesForPeople).addAll(doors.api());
        routes.addAll(Administration.of(foundation, access, clients, clientSettings, enrolment, singleLogout, second));
        if (registration.isOffered())
            RegistrationEndpoints.routes(registration, config.base() + RegistrationEndpoints.PATH,
                    stores.registrations(), stores.clients(), clients, clientSettings, clientSecrets, outbound, audit,
                    random, clock).routes().forEach(routes::add);
        routes.addAll(OpenApiEndpoint.routes(config.base(), routes::routes));
        var site = new Site(issuer.startsWith("https:"), clients::allowsOrigin, errors::fault, metrics, refusals);
        var operations = new Router()
                .get("/health/live", health::live)
                .get("/health/ready", health::ready)
                .get("/metrics", metrics.endpoint());
        listeners = new Listeners(config, routes, operations, site, random);
        metrics.inFlight(listeners::inFlight);
        maintenance = new Maintenance(stores, keys, decryptionKeys, foundation.auditChain(),
                registration.unusedAfter(), enrolment.reminders(), clock);
    }

    /// The one grant type without a place at the token endpoint.
    private static Stream<String> implicit(Config config) {
        return config.features().responseTypes().contains(ResponseType.token) ? Stream.of("implicit") : Stream.of();
    }

    /// Opens the configured store, applies what the configuration declares, and builds the server.
    public static Server open(Config config, InstantSource clock) {
        return open(config, Argon2Cost.STANDARD, clock);
    }

    /// The same where it does not matter what a hash withstands.
    static Server open(Config config, Argon2Cost passwordCost, InstantSource clock) {
        var metrics = new Metrics();
        var store = config.store();
        var stores = Databases.open(store.url(), store.username(), store.password(), store.poolSize(), clock.instant(),
                metrics::store);
        try {
            var server = new Server(config, stores, metrics, passwordCost, clock);
            server.apply();
            return server;
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    private void apply() {
        new Reconciler(
                stores.clients(),
                stores.users(),
                stores.organizations(),
                singleLogout.accounts(),
                clientSecrets,
                new DeclaredPasswords(hashing),
                clock,
                random,
                foundation.audit()::record)
                .apply(config.declarations());
    }

    public Server start() {
        listeners.start();
        // The first signature loads a native library; the first person should not have to wait for that.
        Thread.ofPlatform().name("warm-up").daemon().start(foundation.keys()::warmUp);
        maintenance.start();
        singleLogout.outbox().start();
        mailing.start();
        refusals.start();
        return this;
    }

    private boolean isReady() {
        stores.ping();
        return true;
    }

    public Stores stores() {
        return stores;
    }

    /// Everything that is served.
    List<Router.Route> routes() {
        return listeners.routes();
    }

    public int port() {
        return listeners.port();
    }

    /// The port for clients with certificates.
    ///
    /// @throws IllegalStateException where there is none
    public int certificatePort() {
        return listeners.certificatePort();
    }

    /// Finishes what was accepted, then stops.
    @Override
    public void close() {
        health.stop();
        maintenance.close();
        listeners.close();
        refusals.close();
        singleLogout.outbox().close();
        hashing.close();
        stores.close();
    }
}
