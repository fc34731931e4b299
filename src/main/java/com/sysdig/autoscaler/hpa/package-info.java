/**
 * From a policy to the HorizontalPodAutoscaler, as a value: the same policy gives the same bytes, on the cluster and on
 * the command line. Uses the client's model classes and never the client.
 */
@NullMarked
package com.sysdig.autoscaler.hpa;

import org.jspecify.annotations.NullMarked;
