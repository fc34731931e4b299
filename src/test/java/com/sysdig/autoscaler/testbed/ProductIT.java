package com.sysdig.autoscaler.testbed;

import static org.assertj.core.api.Assertions.assertThat;

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
    void endsWithinItsGraceOnATermination() {
        product.restart();

        assertThat(product.log()).anyMatch(line -> line.contains("stopped in"));
    }
}
