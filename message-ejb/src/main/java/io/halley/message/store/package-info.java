/**
 * What this module needs of a store, as a small port that blocks: {@link
 * io.halley.message.store.MessageStore}. Owns the values that cross it. Knows no database, no
 * thread and no transport; {@code store.sql} and {@code store.redis} implement it and do not know
 * each other.
 */
@NullMarked
package io.halley.message.store;

import org.jspecify.annotations.NullMarked;
