package com.sysdig.autoscaler.hpa;

import com.sysdig.autoscaler.policy.Behavior;
import com.sysdig.autoscaler.policy.Behavior.Rules;
import com.sysdig.autoscaler.policy.Behavior.Select;
import com.sysdig.autoscaler.policy.Bounds;
import com.sysdig.autoscaler.policy.OnMissing;
import com.sysdig.autoscaler.policy.Pause;
import com.sysdig.autoscaler.policy.ScalingPolicy;

/**
 * What a pause makes of bounds and behavior. A disabled direction alone is not enough: the HorizontalPodAutoscaler moves
 * a size outside its bounds into them whatever the behavior says, so the bound of that direction is opened too. A minimum of
 * zero stays: with another one it would wake what sleeps.
 */
final class Pausing {
    private Pausing() {}

    static Bounds bounds(ScalingPolicy policy, int ceiling) {
        int min = policy.bounds().min();
        int paused = stopsUp(policy.pause()) ? Math.min(1, min) : min;
        int max = stopsDown(policy.pause()) ? ceiling : policy.bounds().max();
        return new Bounds(paused, max);
    }

    /** A workload that is not to grow is not made to by a higher minimum either. */
    static Bounds boundsWithoutData(ScalingPolicy policy, int ceiling) {
        Bounds bounds = bounds(policy, ceiling);
        return policy.onMissing() instanceof OnMissing.AtLeast(int replicas) && !stopsUp(policy.pause())
                ? new Bounds(Math.max(bounds.min(), replicas), bounds.max())
                : bounds;
    }

    static Behavior behavior(ScalingPolicy policy) {
        Behavior behavior = policy.behavior();
        return new Behavior(
                stopsUp(policy.pause()) ? disabled(behavior.up()) : behavior.up(),
                stopsDown(policy.pause()) ? disabled(behavior.down()) : behavior.down());
    }

    private static boolean stopsUp(Pause pause) {
        return pause == Pause.UP || pause == Pause.BOTH;
    }

    private static boolean stopsDown(Pause pause) {
        return pause == Pause.DOWN || pause == Pause.BOTH;
    }

    private static Rules disabled(Rules rules) {
        return new Rules(rules.stabilization(), rules.limits(), Select.DISABLED, rules.tolerance());
    }
}
