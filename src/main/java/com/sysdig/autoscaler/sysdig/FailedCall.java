package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** From a call that brought no answer to the reason. Its exception's own text is not quoted: it may hold anything. */
final class FailedCall {
    private FailedCall() {}

    static SourceProblem of(Throwable failure, Route route) {
        var host = route.api().getHost();
        if (has(failure, TimeoutException.class)) {
            return ErrorAnswer.timeout(host + " did not answer in time");
        }
        return ErrorAnswer.problem(Reason.UNREACHABLE, what(failure, host, route));
    }

    static String caFile(Route route, IOException failure) {
        return "the certificates of sysdig.ca-file (SYSDIG_CA_FILE) cannot be read from " + route.caFile() + " ("
                + failure.getClass().getSimpleName() + "); it has to be a bundle of PEM certificates";
    }

    /** Trying again at once cannot mend a certificate, nor a lack of time. */
    static boolean mayPass(Throwable failure) {
        return !has(failure, SSLException.class) && !has(failure, TimeoutException.class);
    }

    private static String what(Throwable failure, String host, Route route) {
        var proxy = route.proxy() == null ? "" : " through the proxy " + route.proxy();
        if (has(failure, SSLException.class)) {
            return "no trusted connection to " + host + proxy
                    + "; if its certificate is of a private authority, name that in sysdig.ca-file (SYSDIG_CA_FILE)";
        }
        if (has(failure, UnknownHostException.class)) {
            return "the name " + host + " cannot be resolved" + proxy + "; check sysdig.url (SYSDIG_URL) and the DNS";
        }
        if (has(failure, ConnectException.class) || has(failure, NoRouteToHostException.class)) {
            return host + " cannot be reached" + proxy
                    + "; check sysdig.url (SYSDIG_URL), sysdig.proxy (SYSDIG_PROXY) and the network policies";
        }
        return "the connection to " + host + proxy + " broke; it is asked again";
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, Throwable::getCause)
                .limit(10)
                .takeWhile(cause -> cause != null)
                .anyMatch(type::isInstance);
    }
}
