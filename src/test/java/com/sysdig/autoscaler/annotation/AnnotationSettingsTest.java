package com.sysdig.autoscaler.annotation;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationSettingsTest {
    @ParameterizedTest(name = "minimum {0}, maximum {1}, ceiling {2}")
    @CsvSource({"0,,10", "11,,10", "1,0,10", "1,11,10", "1,,0", "1,,10001"})
    void refusesWhatIsOutOfRange(int min, Integer max, int ceiling) {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(min, max, ceiling));
    }

    @ParameterizedTest(name = "minimum {0}, maximum {1}, ceiling {2}")
    @CsvSource({"1,,1", "10,10,10", "1,1,10000"})
    void takesTheEndsOfTheRange(int min, Integer max, int ceiling) {
        assertThatNoException().isThrownBy(() -> settings(min, max, ceiling));
    }

    private static AnnotationSettings settings(int min, Integer max, int ceiling) {
        return new AnnotationSettings("prod", min, max, ceiling, false, RawQueries.NAMESPACED);
    }
}
