/**
 * The serving certificate and the authority that signed it, and who the API server thinks we are.
 */
@NullMarked
package com.sysdig.autoscaler.certificates;

import org.jspecify.annotations.NullMarked;
