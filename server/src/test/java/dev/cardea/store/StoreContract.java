package dev.cardea.store;

import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What every database promises.
@ParameterizedClass
@EnumSource(Backend.class)
@ResourceLock("shared databases")
abstract class StoreContract {
    final Backend backend;
    final Stores stores;

    StoreContract(Backend backend) {
        this.backend = backend;
        stores = backend.shared();
    }
}
