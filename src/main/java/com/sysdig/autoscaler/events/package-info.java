/** The shape of our Events, whoever sends them and whatever they are about. */
@NullMarked
package com.sysdig.autoscaler.events;

import org.jspecify.annotations.NullMarked;
