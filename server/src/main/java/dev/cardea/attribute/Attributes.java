package dev.cardea.attribute;

import dev.cardea.attribute.Attribute.Audience;
import dev.cardea.attribute.Kind.Problem;
import dev.cardea.claims.ClaimRules;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What can be known of a person. Whoever writes claims of an account asks here first, whatever the way they come.
public final class Attributes {
    /// With the standard claims alone.
    public static final Attributes NONE = new Attributes(List.of());
    private static final Map<String, Kind> STANDARD = standard();
    private static final Problem UNKNOWN = new Problem("is no attribute", "declare it under attributes");

    private final List<Attribute> declared;
    private final Map<String, Kind> own = new HashMap<>();

    public Attributes(List<Attribute> declared) {
        this.declared = List.copyOf(declared);
        for (var attribute : declared) own.put(attribute.name(), attribute.kind());
    }

    /// OIDC Core §5.1, without those that are fields of an account.
    private static Map<String, Kind> standard() {
        var kinds = new LinkedHashMap<String, Kind>();
        for (var name : List.of("name", "given_name", "family_name", "middle_name", "nickname", "gender"))
            kinds.put(name, Kinds.TEXT);
        for (var name : List.of("profile", "picture", "website")) kinds.put(name, Kinds.PAGE);
        kinds.put("birthdate", Kinds.BIRTHDATE);
        kinds.put("zoneinfo", Kinds.ZONE);
        kinds.put("locale", Kinds.LANGUAGE_TAG);
        kinds.put("phone_number", Kinds.PHONE_NUMBER);
        kinds.put("phone_number_verified", Kinds.FLAG);
        kinds.put("address", Kinds.POSTAL_ADDRESS);
        return kinds;
    }

    public static boolean isStandard(String name) {
        return STANDARD.containsKey(name);
    }

    /// Why this cannot be the value of a standard claim.
    public static Optional<Problem> standardProblem(String name, Object value) {
        return Objects.requireNonNull(STANDARD.get(name), name).problem(value);
    }

    public List<Attribute> declared() {
        return declared;
    }

    public Optional<Attribute> find(String name) {
        return declared.stream().filter(attribute -> attribute.name().equals(name)).findFirst();
    }

    /// Why an account cannot have this claim with this value.
    public Optional<Problem> problem(String name, Object value) {
        var kind = STANDARD.getOrDefault(name, own.get(name));
        return kind == null ? Optional.of(UNKNOWN) : kind.problem(value);
    }

    /// By name, why an account cannot have these claims; empty where it can.
    public Map<String, Problem> problems(Map<String, ?> claims) {
        var problems = new LinkedHashMap<String, Problem>();
        claims.forEach((name, value) -> problem(name, value).ifPresent(found -> problems.put(name, found)));
        return problems;
    }

    /// What a person sees and changes themselves.
    public List<Attribute> editableByPerson() {
        return declared.stream().filter(attribute -> attribute.editableBy() == Audience.person).toList();
    }

    /// What is known of a person, without what is for administrators only.
    public Map<String, Object> visibleToPerson(Map<String, Object> claims) {
        var visible = new LinkedHashMap<>(claims);
        for (var attribute : declared)
            if (attribute.visibleTo() == Audience.administrator) visible.remove(attribute.name());
        return visible;
    }

    /// The scopes that open them to clients.
    public List<ClaimRules.Scope> scopes() {
        return declared.stream()
                .flatMap(attribute -> Optional.ofNullable(attribute.scope())
                        .map(scope -> new ClaimRules.Scope(scope, List.of(attribute.name()), false, Map.of()))
                        .stream())
                .toList();
    }
}
