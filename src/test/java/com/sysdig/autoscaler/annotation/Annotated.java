package com.sysdig.autoscaler.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import java.util.List;
import java.util.Map;

/** Parses as the product does, for one workload of the tests. */
final class Annotated {
    static final Workload WEB = new Workload(WorkloadKind.DEPLOYMENT, "shop", "web");
    static final AnnotationSettings SETTINGS =
            new AnnotationSettings("prod", 1, null, 10000, false, RawQueries.NAMESPACED);

    private Annotated() {}

    static Parsed parse(AnnotationSettings settings, Map<String, String> annotations) {
        return new AnnotationParser(settings).parse(WEB, annotations);
    }

    static ScalingPolicy policy(AnnotationSettings settings, Map<String, String> annotations) {
        var parsed = parse(settings, annotations);
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid) parsed).policy();
    }

    static List<Problem> problems(AnnotationSettings settings, Map<String, String> annotations) {
        var parsed = parse(settings, annotations);
        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        return ((Parsed.Invalid) parsed).problems();
    }
}
