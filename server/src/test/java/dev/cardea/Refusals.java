package dev.cardea;

import java.net.http.HttpResponse;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/// The two ways in which the authorization endpoint may refuse (RFC 6749 §4.1.2.1).
public final class Refusals {
    private Refusals() {}

    /// A page of this server: no redirect, nothing issued.
    public static void assertShown(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Location")).isEmpty();
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    /// A redirect to the client `app` with the error, the state and the issuer, and without a code.
    ///
    /// @return the parameters of the answer
    public static Map<String, String> assertSent(HttpResponse<String> response, String error) {
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(TestBrowser.location(response)).startsWith(TestCardea.REDIRECT + "?");
        var answer = TestBrowser.answer(response);
        assertThat(answer).containsEntry("error", error)
                .containsEntry("state", "s-1")
                .containsEntry("iss", TestCardea.ISSUER) // RFC 9207 §2
                .doesNotContainKey("code");
        assertThat(answer.get("error_description")).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
        return answer;
    }
}
