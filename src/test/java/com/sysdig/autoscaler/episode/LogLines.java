package com.sysdig.autoscaler.episode;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What a logger was given while this is open. */
public final class LogLines extends Handler implements AutoCloseable {
    private static final PatternFormatter FORMAT = new PatternFormatter("%p %s");

    private final List<String> lines = new ArrayList<>();
    private final Logger logger;

    public LogLines(Class<?> category) {
        logger = Logger.getLogger(category.getName());
        logger.addHandler(this);
    }

    /** Level and text of what came since the last call. */
    public List<String> lines() {
        var since = List.copyOf(lines);
        lines.clear();
        return since;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(FORMAT.format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
