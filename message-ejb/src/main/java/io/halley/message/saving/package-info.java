/**
 * Group commit: concurrent saves of all keys join one transaction of the store. Owns the lanes, the
 * queues before them and the order of each key's saves. May call {@code store}; knows no RPC.
 */
@NullMarked
package io.halley.message.saving;

import org.jspecify.annotations.NullMarked;
