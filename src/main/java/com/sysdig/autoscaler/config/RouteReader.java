package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.sysdig.Route;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings that say where Sysdig is. Values that may hold a password are not quoted. */
final class RouteReader {
    private static final String URL_EXAMPLE = "https://app.sysdigcloud.com";

    private final Problems problems;
    private final SettingKeys.Sysdig keys;
    private final ProxyVariables variables;

    RouteReader(Problems problems, SettingKeys.Sysdig keys, ProxyVariables variables) {
        this.problems = problems;
        this.keys = keys;
        this.variables = variables;
    }

    Route read() {
        var base = base();
        var api = URI.create(base.toString().replaceAll("/+$", "") + prometheusPath());
        return new Route(api, caFile(), proxy(api));
    }

    private URI base() {
        var url = new Reading(problems, "sysdig.url", keys.url(), URL_EXAMPLE);
        var region = new Reading(problems, "sysdig.region", keys.region(), "us1");
        var plainHttp = new Reading(problems, "sysdig.allow-plain-http", keys.allowPlainHttp(), "true").flag();
        if (url.text().isPresent() == region.text().isPresent()) {
            url.wrong(
                    url.text().isPresent()
                            ? "and sysdig.region are both given, which contradicts itself"
                            : "is missing, and so is sysdig.region: one of them is required");
        }
        if (url.text().isEmpty()) {
            return region.text()
                    .map(_ -> region.choice(List.copyOf(Regions.HOSTS.keySet()), name -> name))
                    .map(Regions.HOSTS::get)
                    .orElse(URI.create(URL_EXAMPLE));
        }
        return checked(url, plainHttp);
    }

    private static URI checked(Reading url, boolean plainHttp) {
        var given = uri(url.required());
        var fault = given.isEmpty() ? "is not a URL" : fault(given.get(), plainHttp);
        if (fault != null) {
            url.wrong(fault);
        }
        return fault == null ? given.get() : URI.create(URL_EXAMPLE);
    }

    private static @Nullable String fault(URI url, boolean plainHttp) {
        if (hasMoreThanAPath(url)) {
            return "has a user, a query or a fragment in it; the token belongs into sysdig.api-token";
        }
        if (!isOnTheWeb(url)) {
            return shown(url) + "is not https:// with a host";
        }
        if (hasNoSuchPort(url)) {
            return shown(url) + "has a port that is not from 1 to 65535";
        }
        if (isUnencrypted(url) && !plainHttp) {
            return shown(url) + "would send the token unencrypted, which only sysdig.allow-plain-http=true permits";
        }
        var path = url.getPath().replaceAll("/+$", "");
        return path.endsWith("/prometheus") || path.endsWith("/api")
                ? shown(url) + "ends with a path that is added by itself"
                : null;
    }

    /** Nothing where a password may be in it: of many a malformed address {@link URI} knows no user. */
    private static String shown(URI url) {
        var text = url.toString();
        return url.isOpaque() || text.contains("@") ? "" : Problems.quoted(text) + " ";
    }

    private static boolean hasMoreThanAPath(URI url) {
        return hasUser(url) || url.getRawQuery() != null || url.getRawFragment() != null;
    }

    private static boolean hasUser(URI url) {
        return url.getRawAuthority() != null && url.getRawAuthority().contains("@");
    }

    private static boolean isOnTheWeb(URI url) {
        return url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()));
    }

    private static boolean hasNoSuchPort(URI url) {
        return url.getPort() != -1 && !ProxyVariables.isPort(url.getPort());
    }

    private static boolean isUnencrypted(URI url) {
        return "http".equals(url.getScheme()) && !isLoopback(url.getHost());
    }

    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    private String prometheusPath() {
        var path = new Reading(problems, "sysdig.prometheus-path", keys.prometheusPath(), "/prometheus");
        var given = path.required().replaceAll("/+$", "");
        if (!given.isEmpty() && !given.matches("(/[A-Za-z0-9._~-]+)+")) {
            path.wrong(Problems.quoted(given) + " is not a path that begins with /");
            return "";
        }
        return given;
    }

    private @Nullable Path caFile() {
        var file = new Reading(problems, "sysdig.ca-file", keys.caFile(), "/etc/sysdig/ca.crt");
        return file.path().orElse(null);
    }

    private Route.@Nullable Proxy proxy(URI api) {
        var setting = new Reading(problems, "sysdig.proxy", keys.proxy(), "http://proxy.example.com:3128");
        if (setting.text().isPresent()) {
            var proxy = setting.text().flatMap(ProxyVariables::parse);
            if (proxy.isEmpty()) {
                setting.wrong("is not http:// with a host and a port from 1 to 65535");
            }
            return proxy.orElse(null);
        }
        if (variables.isWrongFor(api)) {
            problems.line("The environment variable HTTPS_PROXY is not http:// with a host and a port from 1 to"
                    + " 65535; write for example HTTPS_PROXY=http://proxy.example.com:3128, or give sysdig.proxy"
                    + " (environment variable SYSDIG_PROXY)");
        }
        return variables.proxyFor(api).orElse(null);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
