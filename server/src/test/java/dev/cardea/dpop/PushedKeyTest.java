package dev.cardea.dpop;

import com.nimbusds.jose.jwk.ECKey;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static dev.cardea.dpop.TestProof.thumbprint;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9449 §10.1 DPoP with pushed authorization requests")
class PushedKeyTest {
    private static final String PAR = "/oauth2/par";
    private static final ECKey KEY = TestProof.key();
    private static final ECKey OTHER = TestProof.key();
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCardea.client("quick", "scope: openid profile email offline_access"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static HttpResponse<String> push(TestProof proof, String... overrides) {
        var form = request(overrides);
        form.put("client_id", "quick");
        return cardea.post(PAR, form, "Authorization", basic("quick", SECRET), "DPoP", proof.toString());
    }

    private static TestProof proof(ECKey key) {
        return new TestProof(key, cardea, "POST", PAR);
    }

    private static HttpResponse<String> redeemed(HttpResponse<String> pushed, ECKey key) {
        var address = "/oauth2/auth?" + TestBrowser.encode(
                Map.of("client_id", "quick", "request_uri", (String) json(pushed).get("request_uri")));
        var code = TestBrowser.answer(cardea.signedIn(TestCardea.ALICE).get(address)).get("code");
        return cardea.post("/oauth2/token", Map.of("grant_type", "authorization_code", "code", code, "redirect_uri",
                TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER), "Authorization", basic("quick", SECRET),
                "DPoP", new TestProof(key, cardea, "POST", "/oauth2/token").toString());
    }

    private static void assertRefused(HttpResponse<String> response, String error) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response)).containsEntry("error", error).doesNotContainKeys("request_uri", "access_token");
    }

    @Test
    void a_proof_binds_the_code_to_its_key() {
        assertThat(json(redeemed(push(proof(KEY)), KEY))).containsEntry("token_type", "DPoP");
        assertRefused(redeemed(push(proof(KEY)), OTHER), "invalid_grant");
    }

    @Test
    void dpop_jkt_may_say_the_same_and_nothing_else() {
        assertThat(push(proof(KEY), "dpop_jkt", thumbprint(KEY)).statusCode()).isEqualTo(201);
        assertRefused(push(proof(KEY), "dpop_jkt", thumbprint(OTHER)), "invalid_dpop_proof");
    }

    @Test
    void a_proof_is_checked_as_at_the_token_endpoint() {
        var response = push(proof(KEY));
        assertThat(response.headers().firstValue("DPoP-Nonce")).isPresent(); // §8
        assertRefused(push(proof(KEY).with("nonce", "old")), "use_dpop_nonce");
        assertRefused(push(new TestProof(KEY, cardea, "POST", "/oauth2/token")), "invalid_dpop_proof");
        var once = proof(KEY);
        assertThat(push(once).statusCode()).isEqualTo(201);
        assertRefused(push(once), "invalid_dpop_proof");
    }
}
