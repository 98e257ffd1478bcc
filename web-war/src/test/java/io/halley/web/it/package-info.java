/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The web node in a real container, spoken to over real sockets; the nodes behind it are fakes. */
@NullMarked
package io.halley.web.it;

import org.jspecify.annotations.NullMarked;
