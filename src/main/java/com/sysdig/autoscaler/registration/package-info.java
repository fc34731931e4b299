/**
 * Tells the API server that our metrics API exists and how to reach and trust it: the APIService. It never touches one
 * that belongs to another adapter, since a cluster has only one external metrics API.
 */
@NullMarked
package com.sysdig.autoscaler.registration;

import org.jspecify.annotations.NullMarked;
