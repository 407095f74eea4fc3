package dev.cardea.refusal;

import dev.cardea.http.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What may be kept of a request's parameters: the values of those that are known to hold nothing secret, and nobody's
/// personal data; of all others only how long they were.
final class Parameters {
    private static final Set<String> HARMLESS = Set.of(
            // RFC 6749, OpenID Connect Core, RFC 7636
            "response_type", "response_mode", "client_id", "redirect_uri", "scope", "prompt", "max_age", "display",
            "ui_locales", "acr_values", "code_challenge", "code_challenge_method", "grant_type",
            // RFC 7521, RFC 7009, RFC 8693, RFC 8707, RFC 9449
            "client_assertion_type", "token_type_hint", "audience", "resource", "requested_token_type",
            "subject_token_type", "actor_token_type", "dpop_jkt",
            // RP-Initiated Logout, FAPI Grant Management; what pages send
            "post_logout_redirect_uri", "grant_management_action", "decision",
            // RFC 7591
            "redirect_uris", "post_logout_redirect_uris", "grant_types", "response_types", "application_type",
            "token_endpoint_auth_method", "token_endpoint_auth_signing_alg", "id_token_signed_response_alg",
            "subject_type", "sector_identifier_uri", "jwks_uri", "request_uris", "backchannel_logout_uri",
            "frontchannel_logout_uri");
    /// A name that is none may be anything, a token in the wrong place for one.
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z_-]{0,39}");
    private static final String REFERENCE = "request_uri";
    private static final int MOST = 40;
    private static final int MOST_VALUES = 5;

    private Parameters() {}

    static Map<String, Object> of(Form form, Plain plain) {
        var kept = new LinkedHashMap<String, Object>();
        int strange = 0;
        for (var name : form.names()) {
            var values = form.all(name);
            if (kept.size() < MOST && isName(name, values)) kept.put(name, value(name, values, plain));
            else
                strange++;
        }
        if (strange > 0) kept.put("(others)", strange);
        return kept;
    }

    /// The same of a JSON object.
    static Map<String, Object> of(Map<String, Object> members, Plain plain) {
        var kept = new LinkedHashMap<String, Object>();
        members.forEach((name, value) -> {
            if (kept.size() >= MOST || !NAME.matcher(name).matches() || value == null) return;
            kept.put(name, HARMLESS.contains(name) ? plain.value(value) : "(not kept)");
        });
        return kept;
    }

    /// What stands without a value may be a value that lost its name.
    private static boolean isName(String name, List<String> values) {
        return HARMLESS.contains(name)
                || (NAME.matcher(name).matches() && values.stream().anyMatch(value -> !value.isEmpty()));
    }

    private static Object value(String name, List<String> values, Plain plain) {
        var shown = values.stream()
                .limit(MOST_VALUES)
                .map(value -> isHarmless(name, value) ? plain.text(value) : length(value))
                .toList();
        return shown.size() == 1 ? shown.getFirst() : shown;
    }

    /// What was pushed is opened by its `request_uri`; an address of the client's is none to keep.
    private static boolean isHarmless(String name, String value) {
        return HARMLESS.contains(name) || (name.equals(REFERENCE) && value.startsWith("https://"));
    }

    static String length(String value) {
        return "(" + value.length() + " characters, not kept)";
    }
}
