/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Answers, right behind the guard, some of the requests that JAX-RS would answer in the same way.
 * Safe for any thread.
 */
public interface Shortcut {
  /**
   * Answers the request or begins to, without waiting for anything.
   *
   * @param path what is asked for; the guard let it pass, with its method
   * @return false where JAX-RS is to answer: then nothing of the request was read, and nothing was
   *     done
   */
  boolean takes(ApiPath path, HttpServletRequest request, HttpServletResponse response);
}
