/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import static io.halley.cluster.coordinator.Watcher.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.view.CometNode;
import io.halley.cluster.zookeeper.CometEntry;
import io.halley.cluster.zookeeper.CometInstance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RingPolicyTest {
  private final Watcher watcher = Watcher.ofANewCluster();

  @Test
  void aNewNode_entersAsSoonAsItRegisters() {
    assertThat(watcher.register("b/x").after(0)).containsExactly("b/x");
    assertThat(watcher.register("a/x").after(0)).containsExactly("a/x", "b/x");
  }

  @Test
  void aNodeWhoseRegistrationIsGone_leavesAfterTheTimeToLeave() {
    watcher.register("a/x", "b/x").serves("a/x", "b/x").after(20);
    assertThat(watcher.gone("a/x").after(4.9)).containsExactly("a/x", "b/x");
    assertThat(watcher.after(0.1)).containsExactly("b/x");
  }

  @Test
  void aNodeThatIsBackInTime_wasNeverAway() {
    watcher.register("a/x", "b/x").after(1);
    watcher.gone("a/x").after(4.5);
    assertThat(watcher.register("a/x").after(0)).containsExactly("a/x", "b/x");
    assertThat(watcher.gone("a/x").after(4.5)).containsExactly("a/x", "b/x");
  }

  @Test
  void aNodeWhoseHealthFails_leavesAfterTheTimeToLeave_thoughItIsRegistered() {
    watcher.register("a/x", "b/x").serves("a/x", "b/x").after(1);
    assertThat(watcher.fails("a/x").after(4.9)).containsExactly("a/x", "b/x");
    assertThat(watcher.after(0.1)).containsExactly("b/x");
  }

  @Test
  void theTimeToLeave_runsFromTheFirstFailureWhicheverItWas() {
    watcher.register("a/x", "b/x").serves("a/x", "b/x").after(1);
    watcher.fails("a/x").after(3);
    assertThat(watcher.gone("a/x").after(1.9)).containsExactly("a/x", "b/x");
    assertThat(watcher.after(0.1)).containsExactly("b/x");
  }

  @Test
  void aNodeThatLeft_comesBackWhenItIsWellWithoutABreakForTheTimeToReturn() {
    watcher.register("a/x", "b/x").serves("a/x", "b/x").after(1);
    watcher.fails("a/x").after(5);
    assertThat(watcher.serves("a/x").after(9)).containsExactly("b/x");
    assertThat(watcher.fails("a/x").after(0)).containsExactly("b/x");
    assertThat(watcher.serves("a/x").after(9.9)).containsExactly("b/x");
    assertThat(watcher.after(0.1)).containsExactly("a/x", "b/x");
  }

  @Test
  void aNodeThatLeftAndRegistersAgain_hasToAnswerForTheTimeToReturn() {
    watcher.register("a/x", "b/x").serves("a/x", "b/x").after(1);
    watcher.gone("a/x").after(60);
    assertThat(watcher.register("a/y").after(30)).containsExactly("b/x");
    assertThat(watcher.serves("a/y").after(9.9)).containsExactly("b/x");
    assertThat(watcher.after(0.1)).containsExactly("a/y", "b/x");
  }

  @Test
  void theFirstInLine_isActive_andTheNextFollowsAtOnceWhenItsRegistrationIsGone() {
    watcher.register("a/x", "a/y").serves("a/x", "a/y").after(0);
    assertThat(watcher.after(20)).containsExactly("a/x");
    assertThat(watcher.gone("a/x").after(0)).containsExactly("a/y");
    assertThat(watcher.register("a/x").after(20)).containsExactly("a/y");
  }

  @Test
  void aStandby_followsAfterTheTimeToLeaveWhereTheActiveOneFails_andStays() {
    watcher.register("a/x", "a/y").serves("a/x", "a/y").after(20);
    assertThat(watcher.fails("a/x").after(4.9)).containsExactly("a/x");
    assertThat(watcher.after(0.1)).containsExactly("a/y");
    assertThat(watcher.serves("a/x").after(20)).containsExactly("a/y");
    assertThat(watcher.fails("a/y").after(5)).containsExactly("a/x");
  }

  @Test
  void aStandbyThatFails_doesNotFollow() {
    watcher.register("a/x", "a/y", "a/z", "b/x").serves("a/x", "a/z", "b/x").fails("a/y").after(20);
    assertThat(watcher.gone("a/x").after(0)).containsExactly("a/z", "b/x");
    assertThat(watcher.gone("a/z").after(4.9)).containsExactly("a/z", "b/x");
    assertThat(watcher.after(0.1)).containsExactly("b/x");
  }

  @Test
  void aNodeThatTakesNoMoreKeys_leavesAtOnce() {
    watcher.register("a/x", "b/x", "b/y").serves("a/x", "b/x", "b/y").after(20);
    assertThat(watcher.add(instance("a/x", 0, false)).after(0)).containsExactly("b/x");
    assertThat(watcher.add(instance("b/x", 0, false)).after(0)).containsExactly("b/y");
  }

  @Test
  void weightsAndAddresses_areAsTheyWereRegisteredLast() {
    watcher.register("a/x").after(1);
    watcher.add(
        new CometEntry(
            "a", false, new CometInstance(List.of("a/x:1"), List.of("h:2"), List.of("h:3"), 4)));
    watcher.after(0);
    assertThat(watcher.nodes())
        .containsExactly(new CometNode("a", 4, List.of("a/x:1"), List.of("h:2"), List.of("h:3")));
  }

  @Test
  void whenNobodyAnswers_onlyThoseLeaveWhoseRegistrationIsGone() {
    watcher.register("a/x", "b/x", "c/x").serves("a/x", "b/x", "c/x").after(1);
    watcher.fails("a/x").after(1);
    watcher.fails("b/x", "c/x").gone("c/x");
    assertThat(watcher.after(4.9)).containsExactly("a/x", "b/x", "c/x");
    assertThat(watcher.after(60)).containsExactly("a/x", "b/x");
    // whoever answers first does not make the other one leave
    assertThat(watcher.serves("b/x").after(4.9)).containsExactly("a/x", "b/x");
    assertThat(watcher.after(0.1)).containsExactly("b/x");
  }

  @Test
  void whenOnlyTheCoordinatorsOwnProcessAnswers_theOthersStay() {
    watcher.add(instance("a/x", 1, true)).register("b/x", "c/x").serves("a/x", "b/x", "c/x");
    watcher.after(1);
    assertThat(watcher.fails("b/x", "c/x").after(60)).containsExactly("a/x", "b/x", "c/x");
  }

  @Test
  void theOnlyOther_leavesWhereItFailsAndTheCoordinatorsOwnProcessAnswers() {
    watcher.add(instance("a/x", 1, true)).register("b/x").serves("a/x", "b/x").after(1);
    assertThat(watcher.fails("b/x").after(5)).containsExactly("a/x");
  }

  @Test
  void theOnlyNode_staysWhileItIsRegistered() {
    watcher.register("a/x").fails("a/x");
    watcher.serves("a/x").after(1);
    assertThat(watcher.fails("a/x").after(60)).containsExactly("a/x");
    assertThat(watcher.gone("a/x").after(5)).isEmpty();
  }

  @Test
  void intoAnEmptyRing_oneComesBackAsSoonAsItAnswers() {
    watcher.register("a/x").after(20);
    assertThat(watcher.gone("a/x").after(5)).isEmpty();
    assertThat(watcher.register("a/y").fails("a/y").after(1)).isEmpty();
    assertThat(watcher.serves("a/y").after(0)).containsExactly("a/y");
  }

  @Test
  void aPauseOfTheCoordinator_countsForNobody() {
    watcher.register("a/x", "b/x").serves("a/x", "b/x").after(1);
    watcher.fails("a/x").after(4.9);
    assertThat(watcher.afterAPauseOf(30)).containsExactly("a/x", "b/x");
    assertThat(watcher.after(4.9)).containsExactly("a/x", "b/x");
    assertThat(watcher.after(0.1)).containsExactly("b/x");
  }

  @Test
  void aTerm_beginsWithTheRingAsItIs() {
    // the active one is not the first in line, and c is not in the ring, for reasons of before
    Watcher next =
        Watcher.elected(
            List.of(instance("a/y"), instance("b/x")),
            List.of(instance("a/x"), instance("a/y"), instance("b/x"), instance("c/x")));
    next.serves("a/x", "a/y", "b/x", "c/x");
    assertThat(next.after(9.9)).containsExactly("a/y", "b/x");
    assertThat(next.register("d/x").after(0)).containsExactly("a/y", "b/x", "d/x");
    assertThat(next.after(0.1)).containsExactly("a/y", "b/x", "c/x", "d/x");
  }

  @Test
  void theTimeToLeave_runsFromBeforeTheTerm() {
    Watcher next =
        Watcher.elected(
            List.of(instance("a/x"), instance("b/x")),
            List.of(instance("b/x")),
            Map.of("a/x", 4.0));
    next.serves("b/x").fails("a/x");
    assertThat(next.after(0.9)).containsExactly("a/x", "b/x");
    assertThat(next.after(0.1)).containsExactly("b/x");
  }

  @Test
  void whoFailedBeforeTheTerm_andIsWellAsItBegins_hasAllTheTimeToLeave() {
    List<CometEntry> both = List.of(instance("a/x"), instance("b/x"));
    Watcher next = Watcher.elected(both, both, Map.of("a/x", 60.0));
    next.serves("a/x", "b/x").after(0);
    assertThat(next.fails("a/x").after(4.9)).containsExactly("a/x", "b/x");
    assertThat(next.after(0.1)).containsExactly("b/x");
  }

  @Test
  void aStandby_followsAtOnce_whereTheActiveOneFailedForLongBeforeTheTerm() {
    Watcher next =
        Watcher.elected(
            List.of(instance("a/x")),
            List.of(instance("a/x"), instance("a/y")),
            Map.of("a/x", 60.0));
    assertThat(next.serves("a/y").fails("a/x").after(0)).containsExactly("a/y");
  }

  @Test
  void aTermThatBeginsWithARingOfNobody_letsAllEnter() {
    Watcher next = Watcher.elected(List.of(), List.of(instance("a/x")));
    assertThat(next.after(0)).containsExactly("a/x");
  }

  @Test
  void aNodeThatIsNotRegisteredAfterAnOutage_staysWhileItAnswers_forTheGrace() {
    Watcher next = Watcher.elected(List.of(instance("a/x"), instance("b/x")), List.of());
    next.serves("a/x").fails("b/x");
    assertThat(next.after(4.9)).containsExactly("a/x", "b/x");
    assertThat(next.after(0.1)).containsExactly("a/x");
    assertThat(next.after(5.9)).containsExactly("a/x");
    assertThat(next.after(0.1)).isEmpty();
  }

  @Test
  void aStandbyThatRegistersFirstAfterAnOutage_doesNotFollowWhileTheActiveOneAnswers() {
    Watcher next = Watcher.elected(List.of(instance("a/x")), List.of());
    assertThat(next.register("a/y").serves("a/x", "a/y").after(9)).containsExactly("a/x");
    assertThat(next.register("a/x").after(60)).containsExactly("a/x");
  }

  @Test
  void aStandbyFollowsAfterAnOutage_whereTheActiveOneIsGoneAndDoesNotAnswer() {
    Watcher next = Watcher.elected(List.of(instance("a/x")), List.of(instance("a/y")));
    next.serves("a/y").fails("a/x");
    assertThat(next.after(4.9)).containsExactly("a/x");
    assertThat(next.after(0.1)).containsExactly("a/y");
  }
}
