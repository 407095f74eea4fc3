package dev.cardea.token;

import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 6749 §3.2 the token endpoint, §5.2 its error answers")
class TokenEndpointTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "no grant_type | scope=orders | invalid_request",
            "nothing at all | - | invalid_request",
            "an empty grant_type | grant_type=&scope=orders | invalid_request",
            "an unknown grant_type | grant_type=magic | unsupported_grant_type",
            "the password grant | grant_type=password&username=alice&password=x | unsupported_grant_type",
            "the implicit grant | grant_type=implicit | unsupported_grant_type",
            "another case | grant_type=Client_Credentials | unsupported_grant_type",
            "a space behind | grant_type=client_credentials%20 | unsupported_grant_type",
            "a URN that is none of ours | grant_type=URN:ietf:params:oauth:grant-type:token-exchange | unsupported_grant_type",
            "an unregistered grant | grant_type=authorization_code&code=x | unauthorized_client",
            "an unregistered refresh | grant_type=refresh_token&refresh_token=x | unauthorized_client",
            "grant_type twice | grant_type=client_credentials&grant_type=client_credentials | invalid_request",
            "two different grant types | grant_type=client_credentials&grant_type=password | invalid_request",
            "scope twice | grant_type=client_credentials&scope=orders&scope=orders | invalid_request",
            "client_id twice | grant_type=client_credentials&client_id=machine&client_id=machine | invalid_request",
            "a malformed escape | grant_type=client_credentials&scope=%zz | invalid_request",
            "a scope that is not registered | grant_type=client_credentials&scope=admin | invalid_scope",
            "a scope with a forbidden character | grant_type=client_credentials&scope=orders%22 | invalid_scope" })
    void refuses(String what, String body, String error) {
        assertThatRefused(cardea.send("POST", "/oauth2/token", body == null ? "" : body,
                "Content-Type", FORM, "Authorization", basic("machine", SECRET)), error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code=x&code=x", "code=x&redirect_uri=a&redirect_uri=a",
            "code=x&code_verifier=a&code_verifier=b", "code=", "code_verifier=a" })
    void refuses_a_code_request_with_a_parameter_too_many_or_too_few(String parameters) { // §3.2
        var response = cardea.send("POST", "/oauth2/token", "grant_type=authorization_code&" + parameters,
                "Content-Type", FORM, "Authorization", basic("app", SECRET));
        assertThat(json(response).get("error")).isIn("invalid_request", "invalid_grant");
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void refuses_a_refresh_token_sent_twice() {
        assertThatRefused(cardea.send("POST", "/oauth2/token",
                "grant_type=refresh_token&refresh_token=a&refresh_token=a",
                "Content-Type", FORM, "Authorization", basic("app", SECRET)), "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data; boundary=x", "application/xml",
            "" })
    void refuses_a_body_that_is_no_form(String type) {
        var headers = type.isEmpty()
                ? new String[]{"Authorization", basic("machine", SECRET) }
                : new String[]{"Authorization", basic("machine", SECRET), "Content-Type", type };
        assertThatRefused(cardea.send("POST", "/oauth2/token", "grant_type=client_credentials", headers),
                "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, FORM + ";charset=UTF-8", "Application/X-WWW-Form-URLEncoded ; charset=utf-8" })
    void accepts_a_form_however_its_type_is_written(String type) {
        var response = cardea.send("POST", "/oauth2/token", "&grant_type=client_credentials&&unknown=1&unknown=2",
                "Content-Type", type, "Authorization", basic("machine", SECRET));
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void ignores_parameters_in_the_query() { // §3.2
        assertThatRefused(cardea.send("POST", "/oauth2/token?grant_type=client_credentials", "",
                "Content-Type", FORM, "Authorization", basic("machine", SECRET)), "invalid_request");
        var response = cardea.send("POST", "/oauth2/token?client_id=machine&client_secret=" + SECRET,
                "grant_type=client_credentials", "Content-Type", FORM); // §2.3.1
        assertThat(response.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH" })
    void serves_only_post(String method) { // §3.2
        var response = cardea.send(method, "/oauth2/token?grant_type=client_credentials", "", "Authorization",
                basic("machine", SECRET));
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("OPTIONS, POST");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void refuses_more_than_it_will_read() {
        var form = new StringBuilder("grant_type=client_credentials");
        for (int i = 0; i < 200; i++) form.append("&p").append(i).append("=x");
        assertThatRefused(cardea.send("POST", "/oauth2/token", form.toString(), "Content-Type", FORM,
                "Authorization", basic("machine", SECRET)), "invalid_request");
        assertThat(cardea.send("POST", "/oauth2/token", "x=" + "y".repeat(70_000), "Content-Type", FORM).statusCode())
                .isEqualTo(413);
    }

    @Test
    void keeps_answers_and_refusals_out_of_caches() { // §5.1
        var response = cardea.send("POST", "/oauth2/token", "grant_type=client_credentials",
                "Content-Type", FORM, "Authorization", basic("machine", SECRET));
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.headers().allValues("Pragma")).containsExactly("no-cache");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json;charset=UTF-8");
    }

    private static void assertThatRefused(HttpResponse<String> response, String error) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json;charset=UTF-8");
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.headers().allValues("Pragma")).containsExactly("no-cache");
        var answer = json(response);
        assertThat(answer).containsEntry("error", error).containsOnlyKeys("error", "error_description", "error_id");
        // §5.2: no quotes, no backslashes, no line ends
        assertThat((String) answer.get("error_description")).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    }
}
