package dev.cardea.client;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.RFC4519Style;

/// A distinguished name, equal to every other spelling of it (RFC 4517 §4.2.15): the names of its parts may be written
/// as words or numbers, and their values differ in case, in the width of white space and in the type of string. The
/// order of the parts counts.
///
/// @param parts from the root on; each a set, since a part may have more than one name
record DistinguishedName(List<TreeSet<String>> parts) {
    private static final X500Names STYLE = new X500Names();

    /// Reads the string form (RFC 4514), in which the last part stands first.
    ///
    /// @throws IllegalArgumentException where it is none
    static DistinguishedName parse(String text) {
        var name = made(() -> new X500Name(STYLE, text));
        if (name.parts().isEmpty()) throw new IllegalArgumentException("an empty name is everybody's");
        return name;
    }

    /// @throws IllegalArgumentException where it cannot be read
    static DistinguishedName of(byte[] der) {
        return made(() -> X500Name.getInstance(der));
    }

    /// The parser says in many ways that something is no name.
    private static DistinguishedName made(Supplier<X500Name> parser) {
        try {
            return of(parser.get());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("no distinguished name", e);
        }
    }

    private static DistinguishedName of(X500Name name) {
        var parts = new ArrayList<TreeSet<String>>();
        for (var rdn : name.getRDNs()) parts.add(part(rdn));
        return new DistinguishedName(parts);
    }

    private static TreeSet<String> part(RDN rdn) {
        var part = new TreeSet<String>();
        for (var pair : rdn.getTypesAndValues()) part.add(pair.getType().getId() + "=" + canonical(pair.getValue()));
        return part;
    }

    /// RFC 4518 §2, as far as it goes with what is in certificates.
    private static String canonical(ASN1Encodable value) {
        if (value instanceof ASN1String string)
            return Normalizer.normalize(string.getString(), Normalizer.Form.NFKC)
                    .strip()
                    .replaceAll("\\s+", " ")
                    .toLowerCase(Locale.ROOT);
        try {
            return "#" + HexFormat.of().formatHex(value.toASN1Primitive().getEncoded("DER"));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// With the words that RFC 4519 does not have and certificates of today do.
    private static final class X500Names extends RFC4519Style {
        private static final Map<String, String> MORE = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        static {
            MORE.putAll(Map.of(
                    "emailAddress", "1.2.840.113549.1.9.1",
                    "E", "1.2.840.113549.1.9.1",
                    "organizationIdentifier", "2.5.4.97",
                    "surname", "2.5.4.4",
                    "jurisdictionC", "1.3.6.1.4.1.311.60.2.1.3",
                    "jurisdictionST", "1.3.6.1.4.1.311.60.2.1.2",
                    "jurisdictionL", "1.3.6.1.4.1.311.60.2.1.1"));
        }

        @Override
        public ASN1ObjectIdentifier attrNameToOID(String word) {
            var more = MORE.get(word.strip());
            return more == null ? super.attrNameToOID(word) : new ASN1ObjectIdentifier(more);
        }
    }
}
