package dev.cardea.demo;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;

/// What this client remembers between sending a browser away and its return. Each value is random and used once:
/// `state` ties the answer to this browser, `nonce` the ID token, and `verifier` the code (RFC 9700 §2.1.1, §4.7.1).
record PendingSignIn(State state, Nonce nonce, CodeVerifier verifier) {
    static PendingSignIn create() {
        return new PendingSignIn(new State(), new Nonce(), new CodeVerifier());
    }
}
