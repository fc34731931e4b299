/**
 * Tells the API server that our metrics API and our reviews exist and how to reach and trust them: the APIServices and the
 * ValidatingWebhookConfiguration. It never touches what belongs to another adapter or installation.
 */
@NullMarked
package com.sysdig.autoscaler.registration;

import org.jspecify.annotations.NullMarked;
