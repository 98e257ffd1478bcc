/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NamedPushTest {
  @Test
  void identitiesOfOneHash_areOrdered_soThatATableFindsThemInATree() {
    NamedPush.Identity one = new NamedPush.Identity("Aa", 7);
    NamedPush.Identity other = new NamedPush.Identity("BB", 7);
    assertThat(one).hasSameHashCodeAs(other).isNotEqualTo(other);
    // a table's bin is a tree for classes that implement Comparable of themselves, and for no
    // others
    assertThat(NamedPush.Identity.class.getGenericInterfaces())
        .anySatisfy(
            type ->
                assertThat(type.getTypeName())
                    .isEqualTo("java.lang.Comparable<" + NamedPush.Identity.class.getName() + ">"));
    TreeSet<NamedPush.Identity> ordered = new TreeSet<>();
    ordered.add(other);
    ordered.add(one);
    ordered.add(new NamedPush.Identity("Aa", 6));
    ordered.add(new NamedPush.Identity("Aa", 7));
    assertThat(ordered).containsExactly(new NamedPush.Identity("Aa", 6), one, other);
  }
}
