/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PushIdsTest {
  @Test
  void randomIds_areAboveZero_differ_andAreOfNoName() {
    Set<Long> ids = Stream.generate(PushIds::random).limit(10_000).collect(Collectors.toSet());
    assertThat(ids).hasSize(10_000).allMatch(id -> id > 0 && !PushIds.isNamed(id));
  }

  @Test
  void namesIds_areAlwaysTheSame_differ_andAreOfNames() {
    Set<Long> ids =
        IntStream.range(0, 10_000)
            .mapToObj(i -> PushIds.named("name " + i))
            .collect(Collectors.toSet());
    assertThat(ids).hasSize(10_000).allMatch(id -> id > 0 && PushIds.isNamed(id));
    assertThat(PushIds.named("日本")).isEqualTo(PushIds.named("日本"));
    // the first eight bytes of the SHA-256 of nothing, e3b0c44298fc1c14, with 01 as their first
    // bits
    assertThat(PushIds.named("")).isEqualTo(0x63b0c44298fc1c14L);
  }
}
