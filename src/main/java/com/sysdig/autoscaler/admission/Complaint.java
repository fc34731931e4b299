package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.annotation.Problem;
import com.sysdig.autoscaler.policy.Workload;

/**
 * One reason why an object is refused, for the two ways in which clients show it.
 *
 * @param field path of what is wrong; kubectl prints it before {@code detail}
 * @param detail the rest, one line
 * @param line all of it in one line, for clients that print the message
 */
record Complaint(String field, Type type, String detail, String line) {
    /** Kubernetes' names of causes. */
    enum Type {
        INVALID("FieldValueInvalid"),
        REQUIRED("FieldValueRequired"),
        DUPLICATE("FieldValueDuplicate"),
        FORBIDDEN("FieldValueForbidden");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    static Complaint of(Problem problem) {
        var said = problem.fault() + "; " + problem.remedy();
        return new Complaint(
                "metadata.annotations[" + problem.key() + "]",
                problem.value() == null ? Type.REQUIRED : Type.INVALID,
                problem.value() == null ? said : "\"" + problem.value() + "\": " + said,
                problem.text());
    }

    /** {@code why} is a clause. */
    static Complaint ofAdoption(String key, String wanted, String why) {
        return ofAdoptionSaying(
                key,
                wanted,
                why
                        + "; taking over a HorizontalPodAutoscaler needs the right to update it: have somebody apply this who"
                        + " has it, or leave the annotation out");
    }

    static Complaint ofAdoptionByStranger(String key, String wanted) {
        return ofAdoptionSaying(
                key,
                wanted,
                "whether this may be adopted is told to the API server only, which is known by the path in"
                        + " ValidatingWebhookConfiguration sysdig-autoscaler; try again, and if that does not help look into"
                        + " sysdig-autoscaler's log for what keeps it from reading that configuration");
    }

    private static Complaint ofAdoptionSaying(String key, String wanted, String said) {
        return new Complaint(
                "metadata.annotations[" + key + "]",
                Type.FORBIDDEN,
                "\"" + wanted + "\": " + said,
                key + "=\"" + wanted + "\": " + said);
    }

    static Complaint ofNamesake(Workload other) {
        var said =
                "the %s of the same name is scaled already, and both would own the HorizontalPodAutoscaler of that name;"
                                .formatted(other.kind().kind())
                        + " rename one of them, or remove the sysdig.com/scale-* annotations of the other one";
        return new Complaint("metadata.name", Type.DUPLICATE, said, said);
    }

    /** In the place of so many that are not listed. */
    static Complaint ofFurther(int number) {
        var said = "and " + number + (number == 1 ? " more problem" : " more problems");
        return new Complaint("metadata.annotations", Type.INVALID, said, said);
    }
}
