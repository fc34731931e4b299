package com.sysdig.autoscaler.sysdig;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import com.sysdig.autoscaler.query.Fact;
import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.sample.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands under {@code result}, whose type may be told behind it only. */
sealed interface QueryResult {
    record Vector(List<Row> rows) implements QueryResult {}

    /** Nothing that numbers are read from: all that is asked are vectors. */
    record Other() implements QueryResult {}

    /**
     * The parser stands at its first token, and at its last afterwards.
     *
     * @param type empty if it is not known yet
     * @throws NumberFormatException where a number should be and is none
     */
    static QueryResult read(JsonParser parser, String type, KnownLabels labels) throws IOException {
        boolean isVector = type.isEmpty() || type.equals("vector");
        if (!isVector || !parser.isExpectedStartArrayToken()) {
            parser.skipChildren();
            return new Other();
        }
        return new Vector(new Elements(parser, labels).rows());
    }

    /**
     * Elements of a vector, one after the other. The labels of a workload are the same for each fact about it, so that these make
     * one row, and most of their values the same as in the element before: no text is made of what is known.
     */
    final class Elements {
        private final JsonParser parser;
        private final KnownLabels known;
        /** Of each label, the value it had last. */
        private final Map<String, String> last = new HashMap<>();
        /** By their labels: name, value, name, value. */
        private final Map<List<String>, Row> rows = new LinkedHashMap<>();
        /** Of the element that is being read, in the same form. */
        private final List<String> labels = new ArrayList<>();

        private @Nullable Fact fact;

        private Elements(JsonParser parser, KnownLabels known) {
            this.parser = parser;
            this.known = known;
        }

        private List<Row> rows() throws IOException {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                readElement();
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                throw new NumberFormatException("no element");
            }
            return List.copyOf(rows.values());
        }

        private void readElement() throws IOException {
            labels.clear();
            fact = null;
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
            var row = row();
            if (fact != null) {
                row.add(fact, number);
            }
        }

        private Row row() {
            var before = rows.get(labels);
            if (before != null) {
                return before;
            }
            var found = known.of(labels);
            var row = new Row(found.byName());
            rows.put(found.namesAndValues(), row);
            return row;
        }

        private void readLabels() throws IOException {
            if (!parser.isExpectedStartObjectToken()) {
                parser.skipChildren();
                return;
            }
            for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                var value = value(name);
                parser.skipChildren();
                if (name.equals(PlannedQuery.FACT)) {
                    fact = Fact.of(value).orElse(null);
                } else {
                    labels.add(name);
                    labels.add(value);
                }
            }
        }

        private String value(String name) throws IOException {
            var before = last.get(name);
            if (before != null && isAt(before)) {
                return before;
            }
            var text = parser.getValueAsString("");
            last.put(name, text);
            return text;
        }

        private boolean isAt(String text) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return false;
            }
            var characters = parser.getTextCharacters();
            int from = parser.getTextOffset();
            int length = parser.getTextLength();
            boolean same = length == text.length();
            for (int i = 0; same && i < length; i++) {
                same = characters[from + i] == text.charAt(i);
            }
            return same;
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
            if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
                throw new NumberFormatException("no number");
            }
            double number = number(parser);
            if (parser.nextToken() != JsonToken.END_ARRAY) {
                throw new NumberFormatException("more than time and number");
            }
            return number;
        }

        /** Prometheus writes numbers as text; Java would read more than it writes. */
        private static double number(JsonParser parser) throws IOException {
            var characters = parser.getTextCharacters();
            int from = parser.getTextOffset();
            int length = parser.getTextLength();
            if (isDecimal(characters, from, from + length)) {
                return NumberInput.parseDouble(characters, from, length, true);
            }
            return switch (parser.getText()) {
                case "NaN" -> Double.NaN;
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> throw new NumberFormatException("not a number");
            };
        }

        private static boolean isDecimal(char[] characters, int from, int end) {
            for (int i = from; i < end; i++) {
                if ("0123456789+-.eE".indexOf(characters[i]) < 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
