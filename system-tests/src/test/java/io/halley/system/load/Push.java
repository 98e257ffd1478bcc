/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.load;

import io.halley.system.journal.Journal;
import io.halley.system.journal.Outcome;
import jakarta.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One message to one key or to several.
 *
 * @param number what the message carries, and no other does
 * @param isNamed whether it has a name, so that it may be sent again
 */
record Push(int number, List<Journal> journals, boolean isNamed) {
  private static final int EXPIRE = 3_600;

  String pathAndQuery() {
    return journals.size() == 1
        ? "/1/admin/push/private?expire="
            + EXPIRE
            + "&key="
            + URLEncoder.encode(journals.get(0).key(), StandardCharsets.UTF_8)
        : "/1/admin/push/mprivate?expire=" + EXPIRE;
  }

  String body() {
    String json = "{\"n\":" + number + "}";
    if (journals.size() == 1) {
      return json;
    }
    String keys = journals.stream().map(Journal::key).collect(Collectors.joining(","));
    return Json.createObjectBuilder().add("m", json).add("k", keys).build().toString();
  }

  void sent() {
    journals.forEach(journal -> journal.sent(number));
  }

  void note(String what) {
    journals.forEach(journal -> journal.note("push " + number + " " + what));
  }

  void conclude(Outcome outcome, String detail) {
    journals.forEach(journal -> journal.concluded(number, outcome, detail));
  }

  /** Some keys failed, and the others did not. */
  void conclude(List<String> failed, String detail) {
    for (Journal journal : journals) {
      boolean bad = failed.contains(journal.key());
      journal.concluded(number, bad ? Outcome.FAILED : Outcome.ANSWERED, bad ? detail : "");
    }
  }
}
