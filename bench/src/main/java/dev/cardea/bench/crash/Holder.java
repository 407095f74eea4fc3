package dev.cardea.bench.crash;

import dev.cardea.bench.flow.CodeFlow;
import dev.cardea.bench.flow.Manner;
import dev.cardea.bench.flow.Refresh;
import dev.cardea.bench.flow.Requests;
import dev.cardea.bench.installation.Installation;
import dev.cardea.bench.load.Answer;
import dev.cardea.bench.load.Exchange;
import java.io.IOException;

/// A client that holds one refresh token family and remembers what it was told: only what arrived in a 200 counts.
final class Holder {
    private final Installation installation;
    private final CodeFlow browser;
    private String previous = "";
    private String newest = "";
    private long acknowledged;
    private volatile boolean stopped;

    Holder(Installation installation) {
        this.installation = installation;
        browser = new CodeFlow(
                installation.requests(),
                Installation.ES256,
                Installation.SCOPE,
                () -> Installation.PERSON,
                CodeFlow.Browser.KEPT,
                Manner.PLAIN);
    }

    /// Begins a new family. The browser signs in the first time only: later its session has to be there still.
    void begin() throws IOException {
        Exchange.once(installation.address(), browser);
        previous = "";
        newest = browser.refreshToken();
        stopped = false;
    }

    void stop() {
        stopped = true;
    }

    /// Refreshes until the server is gone or [#stop()] is called.
    void refreshUntilGone() {
        try (var exchange = new Exchange(installation.address())) {
            while (!stopped) {
                var answer = exchange.send(request(newest));
                answer.expect(200);
                accept(answer.text("refresh_token"));
            }
        } catch (IOException e) {
            // The server was killed. Whether it still did what was asked last is not known.
        }
    }

    private void accept(String successor) {
        previous = newest;
        newest = successor;
        acknowledged++;
    }

    long acknowledged() {
        return acknowledged;
    }

    /// The newest acknowledged token must work, and lead to one and the same successor however often it is presented:
    /// also where the server had rotated it already and died before it could say so.
    void checkNewest(Findings findings) throws IOException {
        try (var exchange = new Exchange(installation.address())) {
            var spent = newest;
            var first = exchange.send(request(spent));
            if (first.status() != 200) {
                findings.lost(spent, first);
                return;
            }
            accept(first.text("refresh_token"));
            var again = exchange.send(request(spent));
            if (again.status() != 200 || !again.text("refresh_token").equals(newest)) findings.second(spent, again);
        }
    }

    /// A token whose successor's successor is out must be refused, and what it belongs to must end: nobody gets a
    /// second family. Needs a [#begin()] afterwards.
    void checkOldest(Findings findings) throws IOException {
        if (previous.isEmpty()) return;
        var oldest = previous;
        try (var exchange = new Exchange(installation.address())) {
            var next = exchange.send(request(newest));
            if (next.status() != 200) {
                findings.lost(newest, next);
                return;
            }
            accept(next.text("refresh_token"));
            var reused = exchange.send(request(oldest));
            if (reused.status() == 200) findings.second(oldest, reused);
            var after = exchange.send(request(newest));
            if (after.status() == 200) findings.survived(newest, after);
        }
    }

    /// A code that was redeemed before the crash must not be redeemed again.
    void checkCode(Findings findings) throws IOException {
        try (var exchange = new Exchange(installation.address())) {
            var again = exchange.send(browser.redemption());
            if (again.status() == 200) findings.second("the code", again);
        }
    }

    private byte[] request(String token) {
        return Refresh.request(installation.requests(), Installation.ES256, token);
    }

    /// What should not have been.
    interface Findings {
        /// An acknowledged token does not work.
        void lost(String token, Answer answer);

        /// A spent token led to something new.
        void second(String token, Answer answer);

        /// A family goes on although a spent token of it was presented.
        void survived(String token, Answer answer);
    }
}
