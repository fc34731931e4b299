package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.certificates.CertificateOrigin;
import com.sysdig.autoscaler.certificates.Registration;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.polling.PollSettings;
import com.sysdig.autoscaler.sysdig.SysdigSettings;
import com.sysdig.autoscaler.workload.WatchedNamespaces;
import java.time.Duration;
import java.util.Set;

/**
 * All settings, checked, in the form in which each package wants them.
 *
 * @param unreadKept how long after the last read of a hand-written HorizontalPodAutoscaler its metric is asked for
 */
record Settings(
        SysdigSettings sysdig,
        PollSettings polling,
        AnnotationSettings annotations,
        WatchedNamespaces namespaces,
        Door door,
        Registration registration,
        Duration unreadKept) {
    /**
     * How the API server reaches us.
     *
     * @param reviewers names of the clients whose reviews are answered; empty for everybody
     */
    record Door(ServiceAddress service, CertificateOrigin certificates, Set<String> reviewers) {}
}
