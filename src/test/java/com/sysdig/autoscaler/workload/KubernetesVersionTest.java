package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesVersionTest {
    @ParameterizedTest(name = "{0}.{1}")
    @CsvSource({
        "1,29,true",
        "1,29+,true",
        "1,30,false",
        "1,30+,false",
        "1,37,false",
        "2,0,false",
        "'','',false",
        ",,false",
        "one,x,false"
    })
    void onlyVersionsWithMatchConditionsAreNewEnough(String major, String minor, boolean tooOld) {
        assertThat(KubernetesVersion.isTooOld(major, minor)).isEqualTo(tooOld);
    }
}
