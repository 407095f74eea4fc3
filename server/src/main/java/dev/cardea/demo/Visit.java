package dev.cardea.demo;

import com.nimbusds.oauth2.sdk.id.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One browser's session with this client. Its methods are safe to call from several requests at once.
final class Visit {
    /// Several tabs may be on their way through the provider at the same time, but not any number of them.
    private static final int MAX_PENDING = 8;

    private final String id;
    private final String csrfToken;
    private final Map<String, PendingSignIn> pending = new LinkedHashMap<>();
    private @Nullable SignedIn signedIn;
    private @Nullable Call lastCall;
    private @Nullable State signingOut;

    /// @param csrfToken must be in every form this browser sends; other sites cannot know it
    Visit(String id, String csrfToken) {
        this.id = id;
        this.csrfToken = csrfToken;
    }

    String id() {
        return id;
    }

    String csrfToken() {
        return csrfToken;
    }

    synchronized void begin(PendingSignIn signIn) {
        if (pending.size() >= MAX_PENDING) pending.remove(pending.keySet().iterator().next());
        pending.put(signIn.state().getValue(), signIn);
    }

    /// The sign-in that `state` stands for, once: it is spent by asking.
    synchronized Optional<PendingSignIn> take(String state) {
        return Optional.ofNullable(pending.remove(state));
    }

    synchronized void handOver(Visit successor) {
        pending.values().forEach(successor::begin);
    }

    synchronized void signIn(SignedIn who) {
        signedIn = who;
    }

    synchronized Optional<SignedIn> signedIn() {
        return Optional.ofNullable(signedIn);
    }

    /// Replaces the tokens. One refresh at a time: a second one would send a refresh token that is already spent.
    synchronized void refresh(UnaryOperator<SignedIn> refresh) {
        if (signedIn == null) return;
        signedIn = refresh.apply(signedIn);
        lastCall = null;
    }

    synchronized void show(Call call) {
        lastCall = call;
    }

    synchronized Optional<Call> lastCall() {
        return Optional.ofNullable(lastCall);
    }

    synchronized void signingOut(State state) {
        signingOut = state;
    }

    /// Whether the browser comes back from the logout that it was sent to. True once.
    synchronized boolean hasSignedOut(@Nullable String state) {
        if (signingOut == null || !signingOut.getValue().equals(state)) return false;
        signingOut = null;
        return true;
    }
}
