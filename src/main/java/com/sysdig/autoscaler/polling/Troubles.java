package com.sysdig.autoscaler.polling;

import static com.sysdig.autoscaler.episode.Episode.lasted;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is the matter at present. Written by the loop's thread, read by any. */
public final class Troubles {
    private final Map<Trouble, Episode> open = new ConcurrentHashMap<>();

    /** In words, with what to do, as it stands now; empty where all is well. */
    public Optional<String> text(Trouble trouble) {
        return Optional.ofNullable(open.get(trouble)).map(Episode::text);
    }

    /** Whether it begins with this; otherwise its text becomes the current one. */
    boolean begins(Trouble trouble, String text, Instant now) {
        var known = open.get(trouble);
        open.put(trouble, new Episode(known == null ? now : known.began, text));
        return known == null;
    }

    /** How long it lasted, if it ends with this. */
    Optional<Duration> ends(Trouble trouble, Instant now) {
        return Optional.ofNullable(open.remove(trouble)).map(episode -> lasted(episode.began, now));
    }

    private record Episode(Instant began, String text) {}
}
