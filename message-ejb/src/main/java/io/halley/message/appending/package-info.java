/**
 * Group commit: concurrent appends to all logs join one transaction of the store. Owns the lanes,
 * the queues before them and the order of each log's appends. May call {@code store}; knows no RPC.
 */
@NullMarked
package io.halley.message.appending;

import org.jspecify.annotations.NullMarked;
