package io.neuralhive.intention;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Divides an intention into tasks: one per clause that orders something, one after the other. */
final class Tasks {

  private static final int MOST = 8;
  private static final Pattern CLAUSES =
      Pattern.compile(
          "\\s*(?:;|,?\\s+(?:and then|then|and|e depois|depois|e)\\s+)\\s*",
          Pattern.CASE_INSENSITIVE);

  /** What may stand before an order, as a regular expression. */
  static final String OPENING =
      "(?:please|por favor|i need to|we need to|i want to|preciso|precisamos|quero|gostaria de"
          + "|favor)\\s+";

  private static final Pattern BEGINNING =
      Pattern.compile("^" + OPENING, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Map<Task.Type, Pattern> VERBS = new EnumMap<>(Task.Type.class);

  static {
    verbs(
        Task.Type.QUERY,
        "list|show|find|check|verify|report|analy[sz]e|count|compare|investigate|review|scan|search|audit|monitor|measure"
            + "|listar|liste|mostrar|mostre|verificar|verifique|analisar|analise|conferir|confira|levantar|levante|comparar"
            + "|investigar|investigue|buscar|busque|auditar|audite|entender|entenda|medir|meça");
    verbs(Task.Type.TEST, "test|write .{0,30}tests?|testar|teste|escrever .{0,30}testes?");
    verbs(
        Task.Type.DEPLOY,
        "deploy|provision|roll ?back|fazer"
            + " rollback|migrate|move|scale|upgrade|install|restart|promote"
            + "|implantar|implante|provisionar|provisione|migrar|migre|mover|mova|escalar|escale|atualizar|atualize|instalar|instale|reiniciar|reinicie");
    verbs(
        Task.Type.BUILD,
        "build|create|write|implement|add|fix|develop|design|draft|prepare|suggest"
            + "|criar|crie|construir|construa|escrever|escreva|implementar|implemente|adicionar|adicione|corrigir|corrija"
            + "|desenvolver|desenvolva|montar|monte|gerar|gere|preparar|prepare|incluir|inclua");
    verbs(
        Task.Type.TRANSFORM,
        "convert|transform|copy|archive|export|import|merge|split|format|translate|send|email|notify"
            + "|converter|converta|transformar|transforme|copiar|copie|arquivar|arquive|exportar|exporte|importar|importe|enviar|envie|traduzir|traduza");
    verbs(
        Task.Type.EXECUTE,
        "delete|drop|purge|wipe|remove|revoke|rotate|disable|enable|block|require|raise|lower|limit|set|change|run|cache|keep|reset|grant|close|open"
            + "|apagar|apague|excluir|exclua|remover|remova|revogar|revogue|rotacionar|rotacione|desativar|desative|ativar|ative|bloquear|bloqueie"
            + "|exigir|exija|aumentar|aumente|diminuir|diminua|limitar|limite|definir|defina|alterar|altere|executar|execute|manter|mantenha|conceder|conceda");
  }

  private Tasks() {}

  private static void verbs(Task.Type type, String verbs) {
    VERBS.put(
        type,
        Pattern.compile(
            "^(?:" + verbs + ")(?![\\p{L}])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
  }

  static List<Task> of(String text, String language, Risk risk) {
    boolean portuguese = language.equals("pt");
    var tasks = new ArrayList<Task>();
    if (risk.destructive()) {
      add(
          tasks,
          Task.Type.VALIDATE,
          portuguese
              ? "Simular e listar tudo o que seria perdido"
              : "Try it without effect and list all that would be lost");
    }
    for (var clause : clauses(text)) {
      add(tasks, type(clause), clause);
    }
    if (risk.band() != Risk.Band.LOW) {
      add(tasks, Task.Type.VALIDATE, portuguese ? "Conferir o resultado" : "Check the outcome");
    }
    return List.copyOf(tasks);
  }

  /**
   * A clause stands alone when it opens with a known verb; otherwise it belongs to the one before.
   */
  private static List<String> clauses(String text) {
    var clauses = new ArrayList<String>();
    var stripped = BEGINNING.matcher(text.strip()).replaceFirst("");
    int start = 0;
    var cut = CLAUSES.matcher(stripped);
    while (cut.find() && clauses.size() < MOST - 1) {
      if (cut.start() > start && type(stripped.substring(cut.end())) != null) {
        clauses.add(stripped.substring(start, cut.start()));
        start = cut.end();
      }
    }
    clauses.add(stripped.substring(start));
    return clauses;
  }

  private static Task.Type type(String clause) {
    for (var entry : VERBS.entrySet()) {
      if (entry.getValue().matcher(clause).find()) {
        return entry.getKey();
      }
    }
    return null;
  }

  private static void add(List<Task> tasks, Task.Type type, String description) {
    var before = tasks.isEmpty() ? List.<String>of() : List.of(tasks.getLast().id());
    tasks.add(
        new Task(
            "t" + (tasks.size() + 1),
            type == null ? Task.Type.EXECUTE : type,
            description,
            before));
  }
}
