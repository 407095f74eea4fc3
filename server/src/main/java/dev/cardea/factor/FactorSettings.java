package dev.cardea.factor;

import dev.cardea.config.Section;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;

/// Reads `factors`, and `organizations[].factors`, which has the same names and takes from `factors` what it leaves out.
public final class FactorSettings {
    private static final String NAME = "factors";
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final List<String> KINDS = Arrays.stream(Factor.Kind.values()).map(Enum::name).toList();

    private FactorSettings() {}

    /// @param mail whether mail can be sent
    public static FactorPolicies read(Section root, boolean mail) {
        var server = read(root.section(NAME), FactorPolicy.STANDARD, mail);
        var organizations = new HashMap<String, FactorPolicy>();
        for (var section : root.sections("organizations")) {
            var policy = read(section.section(NAME), server, mail);
            section.string("id").ifPresent(id -> organizations.put(id, policy));
        }
        return new FactorPolicies(server, organizations, root.section("mail").flag("new_device", true));
    }

    private static FactorPolicy read(Section section, FactorPolicy otherwise, boolean mail) {
        var use = section.oneOf("use", List.of("optional", "required"), otherwise.required() ? "required" : "optional");
        var allowed = section.subset("allowed", KINDS, otherwise.allowed().stream().map(Enum::name).toList())
                .stream()
                .map(Factor.Kind::valueOf)
                .collect(Collectors.toUnmodifiableSet());
        if (section.has("allowed") && allowed.isEmpty())
            section.mistake("allowed", "has nothing in it", "list passkey, totp or email");
        if (section.has("allowed") && allowed.contains(Factor.Kind.email) && !mail)
            section.mistake("allowed", "has email, but nothing can be mailed", "set mail.url and mail.from");
        return new FactorPolicy(use.equals("required"), allowed,
                section.duration("remember_devices", Duration.ZERO, LONGEST, otherwise.remember()));
    }
}
