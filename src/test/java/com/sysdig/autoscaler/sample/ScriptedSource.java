package com.sysdig.autoscaler.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Replies as a test says, and remembers what it was asked. For one thread. */
public final class ScriptedSource implements MetricSource {
    private final List<Asked> asked = new ArrayList<>();
    private Function<String, Reply> script = _ -> new Reply.Rows(List.of(), List.of());

    private int room = Integer.MAX_VALUE;
    private Duration closed = Duration.ZERO;

    public record Asked(String promql, Instant at) {}

    /** From now on. */
    public void replies(Function<String, Reply> next) {
        script = next;
    }

    /** From now on, to everything. */
    public void refuses(SourceProblem.Reason reason) {
        script = _ -> new Reply.Refused(new SourceProblem(reason, "it does not work", null));
    }

    /** So many queries from now on. */
    public void allows(int more) {
        room = more;
    }

    /** To everything. */
    public void closes(Duration pause) {
        room = 0;
        closed = pause;
    }

    @Override
    public Allowance allowance() {
        return new Allowance(room, 60, closed);
    }

    @Override
    public Reply ask(String promql, Instant at) {
        room--;
        asked.add(new Asked(promql, at));
        return script.apply(promql);
    }

    /** What was asked since the last call. */
    public List<Asked> asked() {
        var since = List.copyOf(asked);
        asked.clear();
        return since;
    }
}
