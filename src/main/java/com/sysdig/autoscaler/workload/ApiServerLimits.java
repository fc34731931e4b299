package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaComparison.Tolerance;

/**
 * What the API server does not do, as far as it showed.
 *
 * @param tolerance whether it keeps the field, which is asked for no more where it does not
 * @param refusesZero whether it refuses {@code minReplicas: 0}
 */
record ApiServerLimits(Tolerance tolerance, boolean refusesZero) {
    static final ApiServerLimits NONE = new ApiServerLimits(Tolerance.KEPT, false);
}
