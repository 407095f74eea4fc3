package dev.cardea.registration;

import dev.cardea.TestCardea;
import dev.cardea.TestSite;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.registration.TestRegistration.assertRefused;
import static dev.cardea.registration.TestRegistration.metadata;
import static dev.cardea.registration.TestRegistration.registered;
import static dev.cardea.registration.TestRegistration.send;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OIDC Registration §5 sector identifiers")
class SectorIdentifierTest {
    private static final List<String> TWO_HOSTS = List.of(TestCardea.REDIRECT, "https://other.example/cb");
    private static TestSite site;
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        site = new TestSite();
        cardea = new TestCardea("features: { dynamic_registration: open }\nregistration: { per_hour: 1000 }\n"
                + TestSite.REACHABLE);
    }

    @AfterAll
    static void stop() {
        cardea.close();
        site.close();
    }

    @Test
    void are_accepted_where_they_list_all_redirect_uris() {
        var uri = site.publish("/good", "[\"" + TWO_HOSTS.get(0) + "\",\"https://third.example/\",\"" + TWO_HOSTS.get(1)
                + "\"]");
        assertThat(registered(cardea, "subject_type", "pairwise", "redirect_uris", TWO_HOSTS, "sector_identifier_uri",
                uri)).containsEntry("subject_type", "pairwise").containsEntry("sector_identifier_uri", uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"https://app.example/cb\"]", "[]", "{}", "nonsense", "null",
            "[\"https://app.example/cb\",{\"a\":\"https://other.example/cb\"}]" })
    void are_refused_where_they_do_not(String document) {
        var uri = site.publish("/bad", document);
        assertRefused(send(cardea, metadata("redirect_uris", TWO_HOSTS, "sector_identifier_uri", uri)),
                "invalid_client_metadata", "sector_identifier_uri");
    }

    @Test
    void are_refused_where_nothing_is_there() {
        assertRefused(send(cardea, metadata("sector_identifier_uri", site.address("/nothing"))),
                "invalid_client_metadata", "status 404");
        assertRefused(send(cardea, metadata("sector_identifier_uri", "http://app.example/x")),
                "invalid_client_metadata", "is not https");
    }

    @Test
    void are_needed_for_pairwise_subjects_of_two_hosts() { // OIDC Core §8.1
        assertRefused(send(cardea, metadata("subject_type", "pairwise", "redirect_uris", TWO_HOSTS)),
                "invalid_client_metadata", "name a sector_identifier_uri");
    }

    @Test
    void on_this_machine_are_refused_unless_allowed() {
        var uri = site.publish("/private", "[\"" + TestCardea.REDIRECT + "\"]");
        var before = site.asked.get();
        try (var careful = TestRegistration.open("")) {
            assertRefused(send(careful, metadata("sector_identifier_uri", uri)), "invalid_client_metadata",
                    "cannot be fetched");
        }
        assertThat(site.asked).hasValue(before);
    }
}
