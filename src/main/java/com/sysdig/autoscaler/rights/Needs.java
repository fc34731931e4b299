package com.sysdig.autoscaler.rights;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A rule of our role, on the class that could not do its work without it. */
@Documented
@Repeatable(Needs.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Needs {
    /** Where the right counts. */
    enum In {
        /** In every namespace, and for objects of none. */
        CLUSTER,
        /** In the namespace that we are installed in. */
        OWN_NAMESPACE
    }

    In in();

    /** The API group; empty for Kubernetes' first one. */
    String group() default "";

    String resource();

    /** The only objects that it is for; all if empty. Creation cannot be held to names. */
    String[] names() default {};

    String[] verbs();

    /** Whether only an installation that serves metrics of objects needs it. */
    boolean withCustomMetrics() default false;

    /** Several of them. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        Needs[] value();
    }
}
