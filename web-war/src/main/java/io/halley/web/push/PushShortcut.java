/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.web.http.ApiPath;
import io.halley.web.http.AsyncReplies;
import io.halley.web.http.Shortcut;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Pushes what came whole; {@link PushResource} takes what did not, and says what a push is. */
public final class PushShortcut implements Shortcut {
  private final AsyncReplies answers;
  private final PushService pushes;

  public PushShortcut(AsyncReplies answers, PushService pushes) {
    this.answers = answers;
    this.pushes = pushes;
  }

  @Override
  public boolean takes(ApiPath path, HttpServletRequest request, HttpServletResponse response) {
    if (path == ApiPath.PUSH_1 || path == ApiPath.PUSH_OLD) {
      return answers.pastJaxRs(request, response, PushResource.one(pushes, request));
    }
    return path == ApiPath.PUSH_MANY_1
        && answers.pastJaxRs(request, response, PushResource.many(pushes, request));
  }
}
