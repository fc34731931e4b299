package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptHeaderTest {
    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/json",
                "application/*;q=0.1",
                "application/vnd.kubernetes.protobuf, */*",
                "application/json, */*",
                "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json",
                "APPLICATION/JSON; charset=utf-8",
            })
    void findsJsonInWhatClientsSend(String text) {
        assertThat(accept(text).allowsJson()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "application/vnd.kubernetes.protobuf",
                "text/html",
                "application/json;as=Table;v=v1;g=meta.k8s.io",
                "application/json;q=0",
                "application/json;q=x",
            })
    void findsNoJsonWhereThereIsNone(String text) {
        assertThat(accept(text).allowsJson()).isFalse();
    }

    @Test
    void findsTheAggregatedFormInAnyOrderOfItsParameters() {
        assertThat(accept(AGGREGATED).prefersAggregatedDiscovery()).isTrue();
        assertThat(accept("application/json; as=APIGroupDiscoveryList; v=v2; g=apidiscovery.k8s.io")
                        .prefersAggregatedDiscovery())
                .isTrue();
        assertThat(accept(AGGREGATED + ",application/json;v=v2beta1;g=apidiscovery.k8s.io;as=APIGroupDiscoveryList,*/*")
                        .prefersAggregatedDiscovery())
                .isTrue();
    }

    @Test
    void takesThePlainFormWhereItComesFirst() {
        assertThat(accept("application/json," + AGGREGATED).prefersAggregatedDiscovery())
                .isFalse();
        assertThat(accept(AGGREGATED + ";q=0.5,application/json").prefersAggregatedDiscovery())
                .isFalse();
        assertThat(accept(AGGREGATED + ";q=0").prefersAggregatedDiscovery()).isFalse();
    }

    @Test
    void doesNotTakeTheOldFormForTheNewOne() {
        assertThat(accept("application/json;v=v2beta1;g=apidiscovery.k8s.io;as=APIGroupDiscoveryList")
                        .prefersAggregatedDiscovery())
                .isFalse();
    }

    private static AcceptHeader accept(String text) {
        return AcceptHeader.of(List.of(text));
    }
}
