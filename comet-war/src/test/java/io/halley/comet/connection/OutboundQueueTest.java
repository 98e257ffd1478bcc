/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
  private final ConnectionCounters counters = new ConnectionCounters();

  @Test
  void frames_comeOutInTheOrderInWhichTheyWentIn() {
    OutboundQueue waiting = queue(10, 100, false);
    waiting.add(Reply.HEARTBEAT);
    waiting.addAskedFor(message(1));
    waiting.add(message(2));
    waiting.addAskedFor(Reply.GAP);
    waiting.add(message(3));

    assertThat(all(waiting)).containsExactly("+h", "1", "2", "+r:gap", "3");
    assertThat(waiting.poll()).isNull();
  }

  @Test
  void frame_thatIsLongerThanAll_isTakenWhereNothingCounts() {
    OutboundQueue waiting = queue(10, 0, false);
    waiting.addAskedFor(message(1));

    assertThat(waiting.add(message(2))).isEqualTo(OfferResult.ACCEPTED);
    assertThat(waiting.add(message(3))).isEqualTo(OfferResult.SLOW);
  }

  @Test
  void gap_standsInThePlaceOfWhatWasDropped_behindWhatWasAskedFor() {
    OutboundQueue waiting = queue(2, 1_000, true);
    waiting.addAskedFor(message(1));
    waiting.add(message(2));
    waiting.add(Reply.HEARTBEAT);
    waiting.add(message(3));

    assertThat(all(waiting)).containsExactly("1", "+h", "+r:gap", "3");
    assertThat(counters.count(DropReason.QUEUE_MESSAGES)).isEqualTo(1);
  }

  @Test
  void drops_forTheirBytes_areCountedAsSuch() {
    OutboundQueue waiting = queue(10, 20, true);
    waiting.add(message(1_000_000_000));
    waiting.add(message(1_000_000_001));
    waiting.add(message(1_000_000_002));

    assertThat(all(waiting)).containsExactly("+r:gap", "1000000001", "1000000002");
    assertThat(counters.dropped())
        .containsEntry("queueBytes", 1L)
        .containsEntry("queueMessages", 0L);
  }

  @Test
  void replies_thatNobodyReads_areTooManyInTheEnd() {
    OutboundQueue waiting = queue(2, 1_000, true);
    waiting.add(message(1));
    assertThat(waiting.add(Reply.HEARTBEAT)).isEqualTo(OfferResult.ACCEPTED);
    assertThat(waiting.add(Reply.HEARTBEAT)).isEqualTo(OfferResult.ACCEPTED);
    assertThat(waiting.add(Reply.HEARTBEAT)).isEqualTo(OfferResult.SLOW);

    assertThat(all(waiting)).containsExactly("+h", "+h", "+r:gap");
  }

  /** What a client may do, and what comes for it. */
  enum Step {
    MESSAGE,
    HEARTBEAT,
    READ
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.of(Step.class).list().ofMaxSize(40);
  }

  @Property
  void whatIsMissing_isExactlyWhatAGapStandsFor(
      @ForAll @IntRange(max = 5) int stored,
      @ForAll("steps") List<Step> steps,
      @ForAll @IntRange(min = 1, max = 4) int messages,
      @ForAll @IntRange(min = 1, max = 12) int bytes) {
    long droppedBefore = dropped();
    OutboundQueue waiting = queue(messages, bytes, true);
    List<String> read = new ArrayList<>();
    int sent = 0;
    while (sent < stored) {
      waiting.addAskedFor(message(++sent));
    }
    for (Step step : steps) {
      switch (step) {
        case MESSAGE -> {
          sent++;
          // refused as a whole: the connection would end here
          if (waiting.add(message(sent)) == OfferResult.SLOW) {
            return;
          }
        }
        case HEARTBEAT -> waiting.add(Reply.HEARTBEAT);
        case READ -> {
          Frame next = waiting.poll();
          if (next != null) {
            read.add(text(next));
          }
        }
      }
    }
    read.addAll(all(waiting));

    int next = 1;
    boolean gap = false;
    for (String frame : read) {
      if (frame.equals("+r:gap")) {
        gap = true;
      } else if (!frame.equals("+h")) {
        int number = Integer.parseInt(frame);
        assertThat(gap ? number > next : number == next).as("%s in %s", number, read).isTrue();
        gap = false;
        next = number + 1;
      }
    }
    if (!gap) {
      assertThat(next - 1).as("the last of %s", read).isEqualTo(sent);
    }
    assertThat(dropped() > droppedBefore).isEqualTo(read.contains("+r:gap"));
  }

  private long dropped() {
    return counters.dropped().values().stream().mapToLong(n -> n).sum();
  }

  private OutboundQueue queue(int messages, int bytes, boolean dropsOldest) {
    return new OutboundQueue(
        new QueueBounds(messages, bytes, dropsOldest), frame -> text(frame).length(), counters);
  }

  private static List<String> all(OutboundQueue waiting) {
    List<String> all = new ArrayList<>();
    for (Frame next = waiting.poll(); next != null; next = waiting.poll()) {
      all.add(text(next));
    }
    return all;
  }

  private static Delivery message(int number) {
    return new Delivery(new Message(4L * number, Payload.of(String.valueOf(number))));
  }

  private static String text(Frame frame) {
    return new String(frame.bytes(Framing.NONE, MessageFormat.VALUE), UTF_8)
        .strip()
        .replaceAll("\\{\"msg\":(.*),\"mid\".*", "$1");
  }
}
