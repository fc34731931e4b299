package com.sysdig.autoscaler.certificates;

/** The Service by which the API server reaches us. */
public record ServiceAddress(String namespace, String name, int port) {
    /** The name the API server expects in our certificate. */
    public String dnsName() {
        return name + "." + namespace + ".svc";
    }
}
