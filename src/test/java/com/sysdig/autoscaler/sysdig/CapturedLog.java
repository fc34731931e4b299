package com.sysdig.autoscaler.sysdig;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Every line that is logged meanwhile, at whatever level, with stack traces, instead of the console. */
final class CapturedLog extends Handler implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final List<Handler> others = List.of(root.getHandlers());

    static CapturedLog start() {
        var log = new CapturedLog();
        log.setLevel(Level.ALL);
        log.setFormatter(new SimpleFormatter());
        log.others.forEach(log.root::removeHandler);
        log.root.addHandler(log);
        log.root.setLevel(Level.ALL);
        return log;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(getFormatter().format(entry));
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(before);
        others.forEach(root::addHandler);
    }
}
