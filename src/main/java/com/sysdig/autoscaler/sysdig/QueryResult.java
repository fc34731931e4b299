package com.sysdig.autoscaler.sysdig;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.sample.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands under {@code result}, whose type may be told behind it only. */
sealed interface QueryResult {
    record Vector(List<Row> rows) implements QueryResult {}

    record Scalar(Row row) implements QueryResult {}

    /** Nothing that numbers are read from. */
    record Other() implements QueryResult {}

    /**
     * The parser stands at its first token, and at its last afterwards.
     *
     * @param type empty if it is not known yet
     * @throws NumberFormatException where a number should be and is none
     */
    static QueryResult read(JsonParser parser, String type) throws IOException {
        boolean known = type.isEmpty() || type.equals("vector") || type.equals("scalar");
        if (!known || !parser.isExpectedStartArrayToken()) {
            parser.skipChildren();
            return new Other();
        }
        var first = parser.nextToken();
        return first.isScalarValue() && first != JsonToken.VALUE_NULL
                ? new Scalar(new Row(Map.of(), Elements.numberBehindTime(parser)))
                : new Vector(new Elements(parser).rows());
    }

    /**
     * Elements of a vector, one after the other. Labels' values are the same texts over and over, and the labels of a
     * workload the same for each fact about it: both are kept once.
     */
    final class Elements {
        private final JsonParser parser;
        private final Map<String, String> texts = new HashMap<>();
        private final Map<Map<String, String>, Map<String, String>> shared = new HashMap<>();
        private final Map<String, String> labels = new HashMap<>();

        private Elements(JsonParser parser) {
            this.parser = parser;
        }

        private List<Row> rows() throws IOException {
            var rows = new ArrayList<Row>();
            while (parser.currentToken() == JsonToken.START_OBJECT) {
                rows.add(row());
                parser.nextToken();
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                throw new NumberFormatException("no element");
            }
            return rows;
        }

        private Row row() throws IOException {
            labels.clear();
            double number = Double.NaN;
            boolean found = false;
            for (var key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                parser.nextToken();
                switch (key) {
                    case "metric" -> readLabels();
                    case "value" -> {
                        number = number();
                        found = true;
                    }
                    default -> parser.skipChildren();
                }
            }
            if (!found) {
                throw new NumberFormatException("no number"); // a histogram
            }
            var fact = labels.remove(PlannedQuery.FACT);
            return new Row(labelsOnce(), fact == null ? "" : fact, number);
        }

        private Map<String, String> labelsOnce() {
            var known = shared.get(labels);
            if (known != null) {
                return known;
            }
            var copy = Map.copyOf(labels);
            shared.put(copy, copy);
            return copy;
        }

        private void readLabels() throws IOException {
            if (!parser.isExpectedStartObjectToken()) {
                parser.skipChildren();
                return;
            }
            for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                var value = parser.getValueAsString("");
                parser.skipChildren();
                labels.put(name, texts.computeIfAbsent(value, text -> text));
            }
        }

        private double number() throws IOException {
            if (!parser.isExpectedStartArrayToken()) {
                throw new NumberFormatException("no time and number");
            }
            parser.nextToken();
            return numberBehindTime(parser);
        }

        /** From the time in the array, which Sysdig writes as a number or as text, to the array's end. */
        private static double numberBehindTime(JsonParser parser) throws IOException {
            parser.skipChildren();
            var token = parser.nextToken();
            double number = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT
                    ? number(parser.getText())
                    : number("");
            if (parser.nextToken() != JsonToken.END_ARRAY) {
                throw new NumberFormatException("more than time and number");
            }
            return number;
        }

        /** Prometheus writes numbers as text; Java would read more than it writes. */
        private static double number(String text) {
            return switch (text) {
                case "NaN" -> Double.NaN;
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> {
                    if (!isDecimal(text)) {
                        throw new NumberFormatException("not a number");
                    }
                    yield Double.parseDouble(text);
                }
            };
        }

        private static boolean isDecimal(String text) {
            for (int i = 0; i < text.length(); i++) {
                if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
