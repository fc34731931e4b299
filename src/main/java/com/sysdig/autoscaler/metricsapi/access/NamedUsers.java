package com.sysdig.autoscaler.metricsapi.access;

import jakarta.inject.Singleton;
import java.util.Optional;

/** What users may do of whom others tell us: they did not come themselves. */
@Singleton
public final class NamedUsers {
    private final Permissions permissions;

    NamedUsers(Permissions permissions) {
        this.permissions = permissions;
    }

    /** Empty if the user may; else a clause that says so, or that the API server did not tell. Blocks for a second at most. */
    public Optional<String> objectionToUpdating(Caller user, String namespace, String autoscaler) {
        var asked = new Asked.OfResource(
                "update", "autoscaling", "v2", namespace, "horizontalpodautoscalers", "", autoscaler);
        return switch (permissions.reviewNamed(user, asked).join()) {
            case Reviews.AccessAnswer.Allowed() -> Optional.empty();
            case Reviews.AccessAnswer.Denied _ -> Optional.of("user \"%s\" may not update it".formatted(user.user()));
            case Reviews.AccessAnswer.Failed(var detail) ->
                Optional.of("whether user \"%s\" may update it could not be asked: %s".formatted(user.user(), detail));
        };
    }
}
