package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaIdentityTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7:8443",
        "fd00::7, [fd00::7]:8443",
        "10.0.0.7:9443, 10.0.0.7:9443",
        "0000:0000:0000:0000:0000:0000:0000:0001, [0000:0000:0000:0000:0000:0000:0000:0001]:8443"
    })
    void tellsWhereTheReplicaAnswers(String address, String told) {
        var identity = ReplicaIdentity.on("host_with-parts.".repeat(20), address, 8443);

        assertThat(identity.address()).contains(told);
        assertThat(identity.text()).hasSizeLessThanOrEqualTo(128);
    }

    @Test
    void isAnotherForEachProcess() {
        assertThat(ReplicaIdentity.on("pod", "10.0.0.7", 8443))
                .isNotEqualTo(ReplicaIdentity.on("pod", "10.0.0.7", 8443));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "thief", "sysdig-autoscaler_0b8a"})
    void tellsNothingWhereItIsNotOneOfOurs(String text) {
        assertThat(new ReplicaIdentity(text).address()).isEmpty();
    }
}
