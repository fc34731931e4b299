package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.polling.PollSettings;
import com.sysdig.autoscaler.sysdig.SysdigSettings;
import com.sysdig.autoscaler.sysdig.Token;
import com.sysdig.autoscaler.sysdig.TokenOrigin;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The {@code sysdig.*} settings. */
final class SysdigReader {
    private static final Set<String> OWN_HEADERS = Set.of("authorization", "host", "content-length", "connection");

    private final Problems problems;
    private final SettingKeys.Sysdig keys;

    SysdigReader(Problems problems, SettingKeys.Sysdig keys) {
        this.problems = problems;
        this.keys = keys;
    }

    SysdigSettings client(ProxyVariables variables) {
        return new SysdigSettings(
                new RouteReader(problems, keys, variables).read(),
                token(),
                headers(),
                reading("sysdig.timeout", keys.timeout(), "10s").duration(seconds(1), seconds(120)),
                reading("sysdig.requests-per-minute", keys.requestsPerMinute(), "300")
                        .whole(1, 100_000));
    }

    PollSettings polling(Duration interval) {
        return new PollSettings(
                interval,
                reading("sysdig.ingestion-delay", keys.ingestionDelay(), "30s").duration(seconds(0), seconds(600)),
                reading("sysdig.sample-interval", keys.sampleInterval(), "10s").duration(seconds(1), seconds(300)));
    }

    String clusterName() {
        var name = reading("sysdig.cluster-name", keys.clusterName(), "production");
        var given = name.required();
        if (given.length() > 256 || given.chars().anyMatch(Character::isISOControl)) {
            name.wrong(Problems.quoted(given) + " is not a name of at most 256 characters on one line");
        }
        return given;
    }

    private TokenOrigin token() {
        var value = reading("sysdig.api-token", keys.apiToken(), "<token>");
        var file = reading("sysdig.api-token-file", keys.apiTokenFile(), "/etc/sysdig/token");
        if (value.text().isPresent() && file.text().isPresent()) {
            file.wrong("and sysdig.api-token are both given, which contradicts itself");
        }
        var path = file.path();
        if (path.isPresent()) {
            return new TokenOrigin.File(path.get());
        }
        return value.text()
                .<TokenOrigin>map(text -> new TokenOrigin.Value(new Token(text)))
                .orElseGet(TokenOrigin.Nowhere::new);
    }

    private Map<String, String> headers() {
        var headers = new TreeMap<String, String>();
        keys.headers().forEach((name, given) -> {
            var header = reading("sysdig.headers.\"" + name + "\"", given, "<value>");
            var value = header.required();
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                header.wrong("is not a header that can be set");
            } else if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                header.wrong("has a value with characters that a header cannot carry");
            }
            headers.put(name, value);
        });
        return headers;
    }

    private Reading reading(String key, Optional<String> text, String example) {
        return new Reading(problems, key, text, example);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
