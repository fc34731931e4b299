package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.sysdig.Route;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code HTTPS_PROXY} and {@code NO_PROXY}, in upper or lower case, as other programs read them. */
record ProxyVariables(Optional<String> httpsProxy, Optional<String> noProxy) {
    static ProxyVariables of(Map<String, String> environment) {
        return new ProxyVariables(
                first(environment, "HTTPS_PROXY", "https_proxy"), first(environment, "NO_PROXY", "no_proxy"));
    }

    /** Where there would be a proxy, if only it could be read. */
    boolean isWrongFor(URI target) {
        return textFor(target).isPresent() && proxyFor(target).isEmpty();
    }

    Optional<Route.Proxy> proxyFor(URI target) {
        return textFor(target).flatMap(ProxyVariables::parse);
    }

    private Optional<String> textFor(URI target) {
        return "https".equals(target.getScheme()) && noProxy.stream().noneMatch(list -> NoProxy.names(list, target))
                ? httpsProxy
                : Optional.empty();
    }

    /** {@code http://[user:password@]host:port}; the scheme may be left out. */
    static Optional<Route.Proxy> parse(String text) {
        try {
            var uri = new URI(text.contains("://") ? text : "http://" + text);
            if (!isProxy(uri)) {
                return Optional.empty();
            }
            var user = uri.getUserInfo() == null
                    ? new String[0]
                    : uri.getUserInfo().split(":", 2);
            return Optional.of(new Route.Proxy(
                    uri.getHost(), uri.getPort(), user.length > 0 ? user[0] : null, user.length > 1 ? user[1] : null));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static boolean isProxy(URI uri) {
        return "http".equals(uri.getScheme()) && uri.getHost() != null && isPort(uri.getPort());
    }

    static boolean isPort(int number) {
        return number > 0 && number <= 65_535;
    }

    private static Optional<String> first(Map<String, String> environment, String... names) {
        return Stream.of(names)
                .flatMap(name -> Optional.ofNullable(environment.get(name)).stream())
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
