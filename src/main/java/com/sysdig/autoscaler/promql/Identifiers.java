package com.sysdig.autoscaler.promql;

import java.util.regex.Pattern;

/** Names that stand in PromQL without quotes. */
public final class Identifiers {

    private static final Pattern METRIC_NAME = Pattern.compile("[A-Za-z_:][A-Za-z0-9_:]*");
    private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Identifiers() {}

    /** Letters, digits, underscores and colons, not beginning with a digit, and no word or number of PromQL's own. */
    public static boolean isMetricName(String text) {
        return METRIC_NAME.matcher(text).matches() && Grammar.query(text + "{}") instanceof Parsed.Valid;
    }

    /** Letters, digits and underscores, not beginning with a digit. */
    public static boolean isLabelName(String text) {
        return LABEL_NAME.matcher(text).matches();
    }
}
