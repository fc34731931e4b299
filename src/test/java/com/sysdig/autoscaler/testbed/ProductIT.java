package com.sysdig.autoscaler.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProductIT {

    private final Product product = Testbed.shared().product();

    @Test
    void isReadyAgainAfterACrash() {
        product.kill();
        assertThat(product.isAlive()).isFalse();

        product.restart();

        assertThat(product.managed("/q/health/live")).contains("UP");
    }

    @Test
    void tellsHowItStandsWithItsRegistrations() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(product.managed("/q/health/ready").replace(" ", ""))
                                .contains(
                                        "\"apiService\":\"ours\"",
                                        "v1beta2.custom.metrics.k8s.io:ours;v1beta1.custom.metrics.k8s.io:ours",
                                        "\"webhook\":\"ours\""));
    }

    @Test
    void noLibraryWarnsAtStart() {
        product.stop();
        int before = product.log().size();

        product.restart();

        assertThat(product.log(before))
                .isNotEmpty()
                .filteredOn(line -> !line.contains("BlockedThreadChecker")) // a stall of the machine
                .noneMatch(line -> line.contains(" WARN  [io."));
    }

    @Test
    void endsByItselfWhenAsked() {
        assertThat(product.stop()).isTrue();

        product.restart();
    }
}
