package com.sysdig.autoscaler.rights;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A Role of the cluster's own that we are bound to, on the class that could not do its work without it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NeedsRole {
    String namespace();

    String name();

    /** Name of the RoleBinding, which lies in that namespace. */
    String binding();
}
