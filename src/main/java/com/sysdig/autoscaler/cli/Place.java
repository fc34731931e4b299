package com.sysdig.autoscaler.cli;

/**
 * Where something stands.
 *
 * @param line counted from 1
 */
record Place(String file, int line) {
    Place atLine(int other) {
        return new Place(file, other);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
