package com.sysdig.autoscaler.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatioTextTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1",
        "0.05,50m",
        "0.1,100m",
        "0.12345,123450u",
        "0.000000001,1n",
        "0.0000000001,1n",
        "0.50,500m"
    })
    void isKubernetesCanonicalForm(BigDecimal ratio, String text) {
        assertThat(RatioText.of(ratio)).isEqualTo(text);
    }
}
