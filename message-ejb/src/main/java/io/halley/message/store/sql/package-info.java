/**
 * The store on a relational database: H2 in a file, MariaDB or MySQL, PostgreSQL. Owns the tables,
 * their scripts and the transactions; the connections are given. Reads and writes through JPA, so
 * that one code serves all of them.
 */
@NullMarked
package io.halley.message.store.sql;

import org.jspecify.annotations.NullMarked;
