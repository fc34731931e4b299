package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.cli.Node.Field;
import com.sysdig.autoscaler.promql.UnicodeText;
import java.io.Serial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * From text to {@link Node}s, by the parser's events: those come one by one, however deep the text is nested, so that its
 * depth and size can be bounded here. An alias is the node itself and never a copy.
 */
final class NodeReader {
    /** What came of a chunk. */
    sealed interface Outcome {
        record Read(List<Node> documents) implements Outcome {}

        record Broken(int line, String fault, String remedy) implements Outcome {}
    }

    private static final int MAX_DEPTH = 100;
    private static final int MAX_NODES = 500_000;
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

    private final int linesBefore;
    private final Iterator<Event> events;
    private final Map<Anchor, Node> anchors = new HashMap<>();
    private int nodes;
    private int lastLine;

    private NodeReader(Chunk chunk) {
        this.linesBefore = chunk.linesBefore();
        this.lastLine = linesBefore + 1;
        this.events = new Parse(SETTINGS).parseString(chunk.text()).iterator();
    }

    static Outcome read(Chunk chunk) {
        var reader = new NodeReader(chunk);
        try {
            return new Outcome.Read(reader.documents());
        } catch (Refused e) {
            return new Outcome.Broken(e.line, e.fault, e.remedy);
        } catch (IllegalArgumentException _) {
            // the parser's own defect: it takes an escape for eight hexadecimal digits without a look at them
            return new Outcome.Broken(
                    reader.lastLine,
                    "is not YAML: after this line there is an escape that stands for no character",
                    "correct it, or write the character itself");
        } catch (YamlEngineException e) {
            return new Outcome.Broken(
                    chunk.linesBefore() + 1 + Math.min(line(e, chunk.text()), lastLine(chunk.text())),
                    "is not YAML: " + problem(e),
                    "correct what stands here or just before");
        }
    }

    private List<Node> documents() {
        var documents = new ArrayList<Node>();
        while (events.hasNext()) {
            switch (events.next()) {
                case DocumentStartEvent _ -> anchors.clear();
                case StreamStartEvent _, StreamEndEvent _, DocumentEndEvent _ -> {}
                case Event event -> documents.add(node(event, 0));
            }
        }
        return documents;
    }

    private Node node(Event event, int depth) {
        var line = line(event);
        lastLine = line;
        if (depth > MAX_DEPTH) {
            throw new Refused(line, "is nested more than " + MAX_DEPTH + " levels deep", "no manifest needs that");
        }
        if (++nodes > MAX_NODES) {
            throw new Refused(line, "holds more than " + MAX_NODES + " values in one document", "split it");
        }
        return switch (event) {
            case AliasEvent alias -> aliased(alias, line);
            case ScalarEvent scalar -> anchored(scalar, scalar(scalar, line));
            case SequenceStartEvent start -> anchored(start, new Node.Sequence(line, items(depth + 1)));
            case MappingStartEvent start -> anchored(start, new Node.Mapping(line, fields(depth + 1)));
            default -> throw new IllegalStateException("no node begins with " + event);
        };
    }

    private static Node scalar(ScalarEvent scalar, int line) {
        var text = scalar.getValue();
        if (!UnicodeText.is(text)) {
            throw new Refused(
                    line,
                    "is not YAML: an escape stands for half a character",
                    "write the whole character, as in `\"\\U0001F600\"`");
        }
        return new Node.Scalar(line, text, ScalarType.of(text, scalar.isPlain(), scalar.getTag()));
    }

    private List<Node> items(int depth) {
        var items = new ArrayList<Node>();
        for (var event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            items.add(node(event, depth));
        }
        return items;
    }

    private List<Field> fields(int depth) {
        var fields = new ArrayList<Field>();
        for (var event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            var key = node(event, depth);
            fields.add(new Field(key, node(events.next(), depth)));
        }
        return fields;
    }

    private Node anchored(NodeEvent event, Node node) {
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    /** An anchor is known once its node is complete: inside of it there is nothing yet to stand for. */
    private Node aliased(AliasEvent alias, int line) {
        var node = anchors.get(alias.getAlias());
        if (node == null) {
            throw new Refused(
                    line,
                    "is not YAML: there is no anchor `&" + alias.getAlias().getValue() + "` before this alias",
                    "write the anchor, or the value itself");
        }
        return node;
    }

    private int line(Event event) {
        return linesBefore + 1 + event.getStartMark().map(Mark::getLine).orElse(0);
    }

    private static int line(YamlEngineException failure, String text) {
        return switch (failure) {
            case MarkedYamlEngineException marked ->
                marked.getProblemMark()
                        .or(marked::getContextMark)
                        .map(Mark::getLine)
                        .orElse(0);
            case ReaderException unreadable ->
                Math.toIntExact(text.codePoints()
                        .limit(unreadable.getPosition())
                        .filter(point -> point == '\n')
                        .count());
            default -> 0;
        };
    }

    /** The parser's own is one behind it, where it waits for more. */
    private static int lastLine(String text) {
        return Math.toIntExact(Math.max(1, text.lines().count())) - 1;
    }

    private static String problem(YamlEngineException failure) {
        return switch (failure) {
            case MarkedYamlEngineException marked ->
                Optional.ofNullable(marked.getProblem()).orElse("it cannot be parsed");
            case ReaderException unreadable ->
                "the character U+%04X may not stand in it".formatted(unreadable.getCodePoint());
            default -> "it cannot be parsed";
        };
    }

    /** Ours, and never leaves this class. */
    private static final class Refused extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private final int line;
        private final String fault;
        private final String remedy;

        Refused(int line, String fault, String remedy) {
            super(fault);
            this.line = line;
            this.fault = fault;
            this.remedy = remedy;
        }
    }
}
