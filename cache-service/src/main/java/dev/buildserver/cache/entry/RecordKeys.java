package dev.buildserver.cache.entry;

import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.EntryKind;
import dev.buildserver.cache.access.Scope;
import dev.buildserver.contract.cache.CacheSchema;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.util.List;

/** Names of records. The schema is a part of them, so that no version reads another's. */
final class RecordKeys {
    private RecordKeys() {}

    static EntryKey of(String tenant, Scope scope, int schema, String weakKey) {
        String folder = "entries/" + schema + "/" + scope.name();
        return new EntryKey(tenant, EntryKind.ENTRY, folder, weakKey, scope.by());
    }

    /**
     * Clients of the version before may still run during an upgrade; others are mistaken.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED}
     */
    static int checked(int schema) {
        if (schema < 1 || schema > CacheSchema.CURRENT) {
            throw BuildServerException.invalid(
                    List.of(
                            new Violation(
                                    "schema",
                                    "must be between 1 and %d".formatted(CacheSchema.CURRENT))));
        }
        return schema;
    }
}
