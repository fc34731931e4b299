package com.sysdig.autoscaler.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code -o}, by the forms that a command can write. */
record OutputOption(List<Form> forms) {
    enum Form {
        TEXT,
        JSON,
        GITHUB;

        private final String text = name().toLowerCase(Locale.ROOT);
    }

    static final OutputOption TEXT_JSON_GITHUB = new OutputOption(List.of(Form.TEXT, Form.JSON, Form.GITHUB));
    static final OutputOption TEXT_JSON = new OutputOption(List.of(Form.TEXT, Form.JSON));

    private static final String NAME = "--output";

    OptionSpec spec() {
        return OptionSpec.builder("-o", NAME)
                .type(String.class)
                .paramLabel(names("|"))
                .completionCandidates(forms.stream().map(form -> form.text).toList())
                .description(
                        forms.contains(Form.GITHUB)
                                ? "For people, for programs, or as annotations of a GitHub workflow; text without this."
                                : "For people or for programs; text without this.")
                .build();
    }

    Form chosen(ParseResult options) {
        var given = options.matchedOptionValue(NAME, Form.TEXT.text);
        return forms.stream()
                .filter(form -> form.text.equals(given))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        options.commandSpec().commandLine(), NAME + "=" + given + " is not one of " + names(", ")));
    }

    private String names(String between) {
        return forms.stream().map(form -> form.text).collect(Collectors.joining(between));
    }
}
