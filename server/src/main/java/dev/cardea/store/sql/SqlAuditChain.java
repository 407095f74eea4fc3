package dev.cardea.store.sql;

import dev.cardea.audit.AuditStore.Numbered;
import dev.cardea.audit.Block;
import dev.cardea.audit.ChainStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An entry is waiting as long as it has no block.
final class SqlAuditChain implements ChainStore {
    private static final String BLOCKS = "SELECT number, previous, since, until, first, last, entries, digest, hash,"
            + " signing_key, signature FROM audit_blocks ";
    private static final String WAITING = "SELECT " + SqlAudit.COLUMNS
            + " FROM audit WHERE block IS NULL ORDER BY number LIMIT ?";
    private static final int FORGOTTEN_AT_ONCE = 100;
    private final Database database;
    private final String locked;

    SqlAuditChain(Database database, Dialect dialect) {
        this.database = database;
        // Whose addresses are erased at this moment is left to the next block.
        locked = WAITING + dialect.skippingLocked();
    }

    @Override
    public Optional<Block> seal(int limit, Closing closing) {
        if (waiting(1).isEmpty()) return Optional.empty();
        return database.transaction("audit.seal", statements -> {
            // The head first: entries that another node has put into a block since are then seen in it, too.
            var previous = statements.one(BLOCKS + "ORDER BY number DESC LIMIT 1", SqlAuditChain::block);
            var entries = statements.all(locked, SqlAudit::numbered, limit);
            if (entries.isEmpty()) return Optional.empty();
            var closed = closing.close(previous.orElse(null), entries);
            if (add(statements, closed.block()) == 0) return Optional.empty();
            for (var seal : closed.seals().entrySet())
                statements.update("UPDATE audit SET block = ?, salt = ?, commitment = ? WHERE number = ?",
                        closed.block().number(), seal.getValue().salt(), seal.getValue().commitment(), seal.getKey());
            return Optional.of(closed.block());
        });
    }

    private static int add(Statements statements, Block block) throws SQLException {
        return statements.update(
                "INSERT INTO audit_blocks (number, previous, since, until, first, last, entries, digest, hash,"
                        + " signing_key, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO NOTHING",
                block.number(),
                block.previous() == null ? new byte[0] : block.previous(),
                block.since(),
                block.until(),
                block.first(),
                block.last(),
                block.count(),
                block.entries(),
                block.hash(),
                block.key(),
                block.signature());
    }

    @Override
    public List<Block> blocks(long after, int limit) {
        return database.read("audit.blocks", statements -> statements.all(
                BLOCKS + "WHERE number > ? ORDER BY number LIMIT ?", SqlAuditChain::block, after, limit));
    }

    @Override
    public List<Sealed> entries(Block block) {
        return database.read("audit.entries", statements -> statements.all(
                "SELECT " + SqlAudit.COLUMNS + ", salt, commitment FROM audit"
                        + " WHERE number BETWEEN ? AND ? AND block = ? ORDER BY number",
                row -> new Sealed(SqlAudit.numbered(row), new Seal(row.getBytes(9), row.getBytes(10))),
                block.first(), block.last(), block.number()));
    }

    @Override
    public long sealed() {
        return database.read("audit.sealed", statements -> statements.one(
                "SELECT COUNT(*) FROM audit WHERE block IS NOT NULL", row -> row.getLong(1)).orElseThrow());
    }

    @Override
    public List<Numbered> waiting(int limit) {
        return database.read("audit.waiting", statements -> statements.all(WAITING, SqlAudit::numbered, limit));
    }

    /// Never the last one, from which the next one follows.
    @Override
    public int forget(Instant before) {
        // They are in the order of their times: where the first one is young, nobody looks through the others.
        var oldest = blocks(0, FORGOTTEN_AT_ONCE + 1);
        var old = oldest.stream()
                .limit(Math.max(0, oldest.size() - 1))
                .takeWhile(block -> block.until().isBefore(before))
                .toList();
        for (var block : old) database.transaction("audit.forget", statements -> {
            statements.update("DELETE FROM audit WHERE number BETWEEN ? AND ? AND block = ?",
                    block.first(), block.last(), block.number());
            return statements.update("DELETE FROM audit_blocks WHERE number = ?", block.number());
        });
        return old.size();
    }

    private static Block block(ResultSet row) throws SQLException {
        var previous = row.getBytes(2);
        return new Block(
                row.getLong(1),
                previous.length == 0 ? null : previous,
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getLong(5),
                row.getLong(6),
                row.getInt(7),
                row.getBytes(8),
                row.getBytes(9),
                row.getInt(10),
                row.getBytes(11));
    }
}
