package com.sysdig.autoscaler.config;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The application hosts of Sysdig's regions. The old regions us2 and eu1 have the region first, the others {@code app.}. */
final class Regions {
    static final Map<String, URI> HOSTS = hosts();

    private Regions() {}

    private static Map<String, URI> hosts() {
        var hosts = new TreeMap<String, URI>();
        hosts.put("us1", URI.create("https://app.sysdigcloud.com"));
        hosts.put("us2", URI.create("https://us2.app.sysdig.com"));
        hosts.put("us3", URI.create("https://app.us3.sysdig.com"));
        hosts.put("us4", URI.create("https://app.us4.sysdig.com"));
        hosts.put("eu1", URI.create("https://eu1.app.sysdig.com"));
        hosts.put("eu2", URI.create("https://app.eu2.sysdig.com"));
        hosts.put("au1", URI.create("https://app.au1.sysdig.com"));
        hosts.put("me2", URI.create("https://app.me2.sysdig.com"));
        hosts.put("in1", URI.create("https://app.in1.sysdig.com"));
        hosts.put("jp1", URI.create("https://app.jp1.sysdig.com"));
        return Collections.unmodifiableMap(hosts);
    }
}
