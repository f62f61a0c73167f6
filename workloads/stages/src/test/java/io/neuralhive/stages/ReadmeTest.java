package io.neuralhive.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that newcomers copy compiles and works. */
class ReadmeTest {

  private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\\n(.*?)```");

  @TempDir Path folder;

  @Test
  void theExampleGreets() throws Exception {
    var reads = SchemaBuilder.record("Person").fields().requiredString("name").endRecord();
    var writes =
        SchemaBuilder.record("Greeted")
            .fields()
            .requiredString("name")
            .requiredString("greeting")
            .endRecord();
    GenericRecord person = new GenericRecordBuilder(reads).set("name", "Ana").build();
    try (var classes = new URLClassLoader(new URL[] {compiled().toUri().toURL()})) {
      var factory =
          (StageFunctionFactory)
              classes.loadClass("com.example.Greet").getConstructor().newInstance();
      var function = factory.create(new FunctionContext("s", Map.of("word", "Olá"), reads, writes));

      assertThat(factory.name()).isEqualTo("greet");
      assertThat(function.apply(List.of(person)))
          .containsExactly(
              Outcome.emit(
                  new GenericRecordBuilder(writes)
                      .set("name", "Ana")
                      .set("greeting", "Olá, Ana")
                      .build()));
    }
  }

  private Path compiled() throws Exception {
    var example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    assertThat(example.find()).isTrue();
    var source = Files.writeString(folder.resolve("Greet.java"), example.group(1));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(status).isZero();
    return folder;
  }
}
