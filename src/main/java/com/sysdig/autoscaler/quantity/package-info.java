/**
 * Amounts as signed 64-bit thousandths: the unit in which the HorizontalPodAutoscaler computes. Everything that becomes
 * a number for Kubernetes is made here, so that NaN, infinities, negatives and overflow are refused in one place.
 */
@NullMarked
package com.sysdig.autoscaler.quantity;

import org.jspecify.annotations.NullMarked;
