package com.sysdig.autoscaler.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** A JSON document of ours. */
sealed interface Document permits Denial, ReviewAnswer {
    JsonMapper MAPPER = JsonMapper.builder().build();

    default byte[] bytes() {
        try {
            return MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of ours is not JSON", e);
        }
    }
}
