import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.languagetool.JLanguageTool;
import org.languagetool.Languages;
import org.languagetool.rules.RuleMatch;

/** LanguageTool over the Markdown files of the current folder, as one process; its language is the argument. */
public class Check {
  public static void main(String[] arguments) throws Exception {
    JLanguageTool tool = new JLanguageTool(Languages.getLanguageForShortCode(arguments[0]));
    List<Path> pages;
    try (Stream<Path> found = Files.walk(Path.of("."))) {
      pages = found.filter(page -> page.toString().endsWith(".md")).sorted().collect(Collectors.toList());
    }
    for (Path page : pages) {
      for (RuleMatch match : tool.check(Files.readString(page))) {
        System.out.println(page + ":" + (match.getLine() + 1) + ": " + match.getRule().getId());
      }
    }
  }
}
