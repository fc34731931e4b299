package com.sysdig.autoscaler;

import com.sysdig.autoscaler.cli.Commands;
import com.sysdig.autoscaler.cli.Surroundings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.List;

/** Where the process begins. With arguments it is a command and nothing of Quarkus starts; without, it is the autoscaler. */
@QuarkusMain
public final class Main {
    private static final String PROPERTY = "-D";

    private Main() {}

    public static void main(String... arguments) {
        setProperties(arguments);
        var command = Arrays.stream(arguments)
                .dropWhile(argument -> argument.startsWith(PROPERTY))
                .toList();
        if (command.isEmpty()) {
            Quarkus.run();
        } else {
            System.exit(run(command));
        }
    }

    private static int run(List<String> command) {
        return Commands.run(command, Surroundings.ofThisProcess());
    }

    /** A native executable reads leading {@code -Dkey=value} by itself; so that a jar takes the same arguments. */
    private static void setProperties(String[] arguments) {
        Arrays.stream(arguments)
                .takeWhile(argument -> argument.startsWith(PROPERTY))
                .map(argument -> argument.substring(PROPERTY.length()).split("=", 2))
                .filter(property -> !property[0].isEmpty())
                .forEach(property -> System.setProperty(property[0], property.length > 1 ? property[1] : ""));
    }
}
