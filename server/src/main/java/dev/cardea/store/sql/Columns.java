package dev.cardea.store.sql;

import dev.cardea.details.Detail;
import dev.cardea.oauth.ExpiringId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How values that are not one column of their own type are written.
public final class Columns {
    private static final HexFormat HEX = HexFormat.of();
    private static final String SEPARATOR = "\n";

    private Columns() {}

    /// The random part of an id, as bytes: half as long in every key and index.
    public static byte[] id(ExpiringId id) {
        return HEX.parseHex(id.id());
    }

    public static ExpiringId id(int bucket, byte[] id) {
        return new ExpiringId(bucket, HEX.formatHex(id));
    }

    public static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    public static String list(Collection<String> values) {
        for (var value : values) {
            if (value.isEmpty() || value.contains(SEPARATOR))
                throw new IllegalArgumentException("cannot be stored in a list: '" + value + "'");
        }
        return String.join(SEPARATOR, values);
    }

    /// Null for none.
    static @Nullable String details(List<Detail> details) {
        return details.isEmpty() ? null : Detail.text(details);
    }

    public static List<String> list(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR));
    }
}
