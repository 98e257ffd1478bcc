/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PushResultTest {
  private static final Key A = new Key("a");
  private static final Key B = new Key("b");
  private static final Key C = new Key("c");
  private static final PushDetail DETAIL = new PushDetail(4, true, 1, false);

  @Test
  void resultsOfTwoNodes_areOne() {
    PushResult one = new PushResult(Set.of(A), Set.of(), Map.of(B, DETAIL), Map.of(B, 4L));
    PushResult other = new PushResult(Set.of(C), Set.of(B), Map.of(C, DETAIL));
    PushResult both =
        new PushResult(Set.of(A, C), Set.of(B), Map.of(B, DETAIL, C, DETAIL), Map.of(B, 4L));
    assertThat(one.and(other)).isEqualTo(both);
    assertThat(other.and(one)).isEqualTo(both);
  }

  @Test
  void resultWithNothingToTell_copiesNothing() {
    PushResult failed = PushResult.failed(List.of(A));
    assertThat(failed.and(PushResult.done())).isSameAs(failed);
    assertThat(PushResult.done().and(failed)).isSameAs(failed);
    assertThat(PushResult.failed(List.of())).isSameAs(PushResult.done());
  }

  @Test
  void settledResult_isWithoutTheKeysThatMoved() {
    assertThat(new PushResult(Set.of(A), Set.of(B), Map.of(C, DETAIL), Map.of(C, 4L)).settled())
        .isEqualTo(new PushResult(Set.of(A), Set.of(), Map.of(C, DETAIL)));
    assertThat(new PushResult(Set.of(), Set.of(), Map.of(C, DETAIL), Map.of(C, 4L)).settled())
        .isEqualTo(new PushResult(Set.of(), Set.of(), Map.of(C, DETAIL)));
    PushResult failed = PushResult.failed(List.of(A));
    assertThat(failed.settled()).isSameAs(failed);
  }
}
