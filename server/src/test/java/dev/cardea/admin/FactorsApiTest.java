package dev.cardea.admin;

import dev.cardea.TestCardea;
import dev.cardea.factor.TestTotp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("/api/admin/users/{id}/factors: second factors that were lost")
class FactorsApiTest {
    private static TestCardea cardea;
    private static String path = "";

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestAdmin.CLIENTS);
        path = "/users/" + cardea.user(ALICE).id().value() + "/factors";
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void alice_has_an_authenticator() {
        cardea.server.stores().factors().removeAll(cardea.user(ALICE).id(), List.of());
        cardea.clock.advance(Duration.ofDays(2));
        TestTotp.add(cardea, cardea.signedIn(ALICE));
    }

    @Test
    void are_listed_without_anything_that_is_secret() {
        var looker = TestAdmin.client(cardea, "looker");
        assertThat(looker.items(path)).singleElement()
                .satisfies(one -> assertThat(one).containsEntry("kind", "totp")
                        .containsEntry("name", "My phone")
                        .containsOnlyKeys("id", "kind", "name", "created_at"));
        assertThat(looker.read(path)).containsEntry("recovery_codes", 10);
    }

    @Test
    void are_taken_away_all_at_once() {
        var tool = TestAdmin.client(cardea, "tool");
        assertThat(tool.send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(tool.items(path)).isEmpty();
        assertThat(tool.read(path)).containsEntry("recovery_codes", 0);
        var alice = cardea.browser();
        alice.submit(alice.get("/login"), Map.of("username", ALICE, "password", PASSWORD));
        assertThat(alice.get("/account").statusCode()).isEqualTo(200);
        assertThat(cardea.server.stores().audit().latest(10))
                .filteredOn(entry -> entry.type().equals("FactorsReset"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.details()).contains("\"by\":\"tool\""));
    }

    @Test
    void are_not_taken_away_by_who_only_looks_or_looks_after_others() {
        var bobs = "/users/" + cardea.user(BOB).id().value() + "/factors";
        assertThat(TestAdmin.client(cardea, "looker").send("DELETE", path, null).statusCode()).isEqualTo(403);
        assertThat(TestAdmin.client(cardea, "acme-tool").send("DELETE", bobs, null).statusCode()).isEqualTo(404);
        assertThat(TestAdmin.client(cardea, "tool").send("DELETE", "/users/nobody/factors", null).statusCode())
                .isEqualTo(404);
        assertThat(TestAdmin.with(cardea, "x").send("DELETE", path, null).statusCode()).isEqualTo(401);
        assertThat(cardea.server.stores().factors().of(cardea.user(ALICE).id())).hasSize(1);
    }
}
