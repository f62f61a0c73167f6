package io.neuralhive.intention;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds entities by their form. Names are capitalised runs: that they are names is all it tells.
 */
final class Entities {

  private static final String NUMBER = "\\d+(?:[.,]\\d+)*";
  private static final String MONTH =
      "(?:jan|fev|feb|mar|abr|apr|mai|may|jun|jul|ago|aug|set|sep|out|oct|nov|dez|dec)[a-zç]*";

  private static final Map<Entity.Type, Pattern> PATTERNS = new EnumMap<>(Entity.Type.class);

  static {
    put(Entity.Type.PERSONAL_DATA, "\\[(?:EMAIL|CPF|PHONE|CARD)\\]");
    put(Entity.Type.CVE, "\\bCVE-\\d{4}-\\d{4,7}\\b");
    put(
        Entity.Type.DATE,
        "\\b(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?"
            + "|\\d{1,2} (?:de )?"
            + MONTH
            + "(?: (?:de )?\\d{4})?"
            + "|ontem|hoje|amanhã|yesterday|today|tomorrow"
            + "|(?:mon|tues|wednes|thurs|fri|satur|sun)day|segunda-feira|terça-feira|quarta-feira"
            + "|quinta-feira|sexta-feira|sábado|domingo)\\b");
    put(Entity.Type.TIME, "\\b\\d{1,2}(?::\\d{2}| ?(?:am|pm)\\b|h(?:\\d{2})?\\b)");
    put(
        Entity.Type.MONEY,
        "(?:R\\$|US\\$|\\$|€|£) ?"
            + NUMBER
            + "|\\b"
            + NUMBER
            + " ?(?:reais|dólares|dollars|euros|BRL|USD|EUR)\\b");
    put(Entity.Type.PERCENT, "\\b" + NUMBER + " ?(?:%|por cento\\b|percent\\b)");
    put(
        Entity.Type.DURATION,
        "\\b"
            + NUMBER
            + " ?(?:ms|s|min|h|milliseconds?|milissegundos?|seconds?|segundos?|minutes?"
            + "|minutos?|hours?|horas?|days?|dias?|weeks?|semanas?|months?|mês|meses|years?|anos?)\\b");
    put(
        Entity.Type.QUANTITY,
        "\\b"
            + NUMBER
            + " ?(?:[KMGT]i?B|vCPUs?|CPUs?|cores?|núcleos?|replicas?|réplicas?|pods?|nodes?"
            + "|nós|partitions?|partições|rows?|linhas?|req/s|rps)\\b");
    put(Entity.Type.VERSION, "\\bv?\\d+\\.\\d+(?:\\.\\d+)?\\b");
    put(
        Entity.Type.ENVIRONMENT,
        "\\b(?:production|prod|staging|homologação|produção|producao|sandbox|dev)\\b");
    put(Entity.Type.IDENTIFIER, "\\b(?:[a-z][a-z0-9]*(?:[_.][a-z0-9]+)+|/[a-z0-9_/-]{2,})\\b");
    PATTERNS.put(
        Entity.Type.NAME,
        Pattern.compile(
            "(?<=[\\p{L}\\d,;:)] )\\p{Lu}[\\p{L}\\d]+(?: (?:d[aeo]s? )?\\p{Lu}[\\p{L}\\d]+)*"));
  }

  private Entities() {}

  private static void put(Entity.Type type, String regex) {
    PATTERNS.put(type, Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
  }

  /** Entities in the order of the text; where two overlap, the type that stands first wins. */
  static List<Entity> in(String text) {
    var found = new ArrayList<Entity>();
    PATTERNS.forEach(
        (type, pattern) ->
            pattern
                .matcher(text)
                .results()
                .map(m -> new Entity(type, m.group(), m.start(), m.end()))
                .filter(
                    e -> found.stream().noneMatch(f -> f.start() < e.end() && e.start() < f.end()))
                .toList()
                .forEach(found::add));
    found.sort(Comparator.comparingInt(Entity::start));
    return List.copyOf(found);
  }
}
