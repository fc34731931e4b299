/**
 * How a class that talks to the API server says which rights of Kubernetes it needs. {@code kubernetes/rbac.yaml} is made from
 * that by {@code RolesTest}. It grants nothing and is not looked at while the product runs.
 */
@NullMarked
package com.sysdig.autoscaler.rights;

import org.jspecify.annotations.NullMarked;
