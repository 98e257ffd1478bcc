/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

/** Why the guard turns a request away; the client sees the status and the sentence. */
enum DenialReason {
  /** Issued when nothing answers this path here, be it that another listener would. */
  NOT_FOUND(404, "Nothing answers this path here."),
  /** Issued when the path takes another method. */
  METHOD_NOT_ALLOWED(405, "This path does not take this method."),
  /** Issued when an admin request does not carry the admin key that is configured. */
  KEY_NEEDED(401, "This needs the admin key: send it as Authorization: Bearer KEY."),
  /**
   * Issued when a web page asks what only the machine's own back ends may: a page from anywhere,
   * open in a browser on this machine, is no back end.
   */
  PAGE_WITHOUT_KEY(403, "No admin key is configured, so this is not for web pages."),
  /** Issued when an admin request comes from afar and no admin key is configured. */
  NO_KEY_CONFIGURED(
      403, "No admin key is configured, so this is for requests from this machine only.");

  private final int status;
  private final String sentence;

  DenialReason(int status, String sentence) {
    this.status = status;
    this.sentence = sentence;
  }

  int status() {
    return status;
  }

  String sentence() {
    return sentence;
  }
}
