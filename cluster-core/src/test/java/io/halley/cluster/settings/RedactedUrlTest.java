/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:h2:file:./data/messages;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
            + "| jdbc:h2:file:./data/messages;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
        "jdbc:h2:tcp://h:9092/m;user=sa;PASSWORD=hush | jdbc:h2:tcp://h:9092/m;user=sa;PASSWORD=***",
        "jdbc:mariadb://h1:3306,h2/d?socketTimeout=5000&trustStorePassword=hush"
            + "| jdbc:mariadb://h1:3306,h2/d?socketTimeout=5000&trustStorePassword=***",
        "jdbc:postgresql://h/d?user=u&%70assword=hush | jdbc:postgresql://h/d?user=u&%70assword=***",
        "redis://127.0.0.1:6379 | redis://127.0.0.1:6379",
        "rediss://user:hu@sh@host:6379/1 | rediss://***@host:6379/1",
        "redis-sentinel://u:hush@a:1,b/0#main | redis-sentinel://***@a:1,b/0#main",
        "n1:1=redis://:hush@a n2:2=redis-cluster://u:hush@b,c"
            + "| n1:1=redis://***@a n2:2=redis-cluster://***@b,c",
        "'' | ''",
      })
  void url_isShown_butForWhatMayBeASecret(String url, String shown) {
    assertThat(RedactedUrl.of(url)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://u:hush/hush@h",
        "redis://u:hush?hush@h",
        "redis://u:hush;hush@h",
        "redis://u:hush#hush@h",
        "redis://u:hush@h1,u:hush@h2",
        "node1:1=u:hush@h",
        "jdbc:mariadb://u:hush@h/d?a=b",
        "jdbc:mariadb://h/d?password=hush@hush",
        "jdbc:mariadb://h/d?PassWord=hush&hush",
        "jdbc:mariadb://address=(host=h)(password=hush)/d",
        "jdbc:mysql://(host=h,password=hush)/d",
        "jdbc:postgresql://h/d?options=-c%20x=hush&sslpassword=hush",
        "jdbc:h2:mem:m;INIT=CREATE USER a PASSWORD 'hush'",
        "jdbc:h2:mem:m;Password =hush",
        "jdbc:oracle:thin:scott/hush@h:1521/d",
        "jdbc:sqlserver://h;encrypt=true;pwd={hush;hush}",
        "http://u:hush@h/?token=hush",
      })
  void secret_inWhateverForm_isNotShown(String url) {
    assertThat(RedactedUrl.of(url)).doesNotContain("hush");
    assertThat(RedactedUrl.place(url)).doesNotContain("hush");
    assertThat(RedactedUrl.inText(url)).doesNotContain("hush");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:tcp://h:9092/m;USER=sa, jdbc:h2:tcp://h:9092/m",
    "jdbc:mariadb://u:p@h/d?a=b, jdbc:mariadb://h/d",
    "jdbc:postgresql://h/d, jdbc:postgresql://h/d",
  })
  void place_isTheUrlWithoutItsParameters(String url, String place) {
    assertThat(RedactedUrl.place(url)).isEqualTo(place);
  }
}
