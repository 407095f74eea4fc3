package dev.cardea.store.sql;

/// The tables that a database may keep in parts, one for each bucket.
public enum BucketTable {
    codes, authorizations
}
