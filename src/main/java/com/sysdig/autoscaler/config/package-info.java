/**
 * Reads the settings once, at start, and wires everything from them. {@link com.sysdig.autoscaler.config.SettingKeys} is
 * the list of all keys; no other package reads configuration. A wrong setting stops the start.
 */
@NullMarked
package com.sysdig.autoscaler.config;

import org.jspecify.annotations.NullMarked;
