/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.testkit.subscriber.Frame;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A delivered message, taken apart by its exact form.
 *
 * @param msg the text between {@code "msg":} and {@code ,"mid":}
 * @param mid the message's id
 */
record Delivered(String msg, long mid) {
  private static final Pattern FORM =
      Pattern.compile("\\{\"msg\":(.*),\"mid\":(\\d+),\"gid\":0}", Pattern.DOTALL);

  static Delivered of(Frame frame) {
    assertThat(frame.kind()).as("the kind of %s", frame).isEqualTo(Frame.Kind.MESSAGE);
    Matcher matcher = FORM.matcher(frame.text());
    assertThat(matcher.matches()).as("the form of %s", frame).isTrue();
    return new Delivered(matcher.group(1), Long.parseLong(matcher.group(2)));
  }
}
