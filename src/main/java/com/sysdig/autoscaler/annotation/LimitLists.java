package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.Behavior;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lists of limits to the speed of scaling, {@code 4 pods/15s, 100%/15s}. */
final class LimitLists {
    private static final String REMEDY = "write a list as `4 pods/15s, 100%/15s`";
    private static final Pattern LIMIT = Pattern.compile("(?<number>[0-9]+)(?:(?<percent>%)| *pods?)/(?<period>\\S+)");
    private static final Reader<Integer> NUMBER = WholeNumbers.between(1, Integer.MAX_VALUE);
    private static final Reader<Duration> PERIOD = Durations.between(Duration.ofSeconds(1), Duration.ofMinutes(30));

    private LimitLists() {}

    static Reading<List<Behavior.Limit>> read(String text) {
        var limits = new ArrayList<Behavior.Limit>();
        for (var item : text.split(",", -1)) {
            switch (limit(item.strip())) {
                case Reading.Good<Behavior.Limit>(Behavior.Limit limit) -> limits.add(limit);
                case Reading.Bad<Behavior.Limit>(String fault, String remedy) -> {
                    return Reading.bad(fault, remedy);
                }
            }
        }
        return Reading.good(List.copyOf(limits));
    }

    private static Reading<Behavior.Limit> limit(String item) {
        var matcher = LIMIT.matcher(item);
        if (item.isEmpty()) {
            return Reading.bad("has a comma too many", REMEDY);
        }
        if (!matcher.matches()) {
            return Reading.bad("\"" + Problems.shown(item) + "\" is not a policy", REMEDY);
        }
        var unit = matcher.group("percent") == null ? Behavior.Unit.PODS : Behavior.Unit.PERCENT;
        return switch (NUMBER.read(matcher.group("number"))) {
            case Reading.Good<Integer>(Integer number) -> within(number, unit, matcher.group("period"));
            case Reading.Bad<Integer>(String fault, String remedy) ->
                Reading.bad("the number of \"" + item + "\" " + fault, remedy);
        };
    }

    private static Reading<Behavior.Limit> within(int number, Behavior.Unit unit, String period) {
        return switch (PERIOD.read(period)) {
            case Reading.Good<Duration>(Duration duration) -> Reading.good(new Behavior.Limit(unit, number, duration));
            case Reading.Bad<Duration>(String fault, String remedy) ->
                Reading.bad("the period \"" + Problems.shown(period) + "\" " + fault, remedy);
        };
    }
}
