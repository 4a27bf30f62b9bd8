package org.mentoring.benchmark.directory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/** The names, words and tags of which mentors are made up; the same for the same seed. */
final class Vocabulary {

    static final List<String> FIRST_NAMES = List.of(
            "Ada",
            "Grace",
            "Alan",
            "José",
            "Łukasz",
            "Åsa",
            "Zoë",
            "François",
            "Jürgen",
            "Siân",
            "Niamh",
            "Søren",
            "Nuñez",
            "Björn",
            "Chloé",
            "Dvořák",
            "Émile",
            "Fátima",
            "Gökhan",
            "Håkon",
            "Inês",
            "Jiří",
            "Krzysztof",
            "Léa",
            "Márta",
            "Noël",
            "Oğuz",
            "Pál",
            "Renée",
            "Štěpán",
            "Thảo",
            "Ursula",
            "Václav",
            "Wilhelm",
            "Xavier",
            "Yağmur",
            "Željko",
            "Amara",
            "Bianca",
            "Carlos",
            "Divya",
            "Elena",
            "Farid",
            "Gita",
            "Hiroshi",
            "Ibrahim",
            "Jamal",
            "Keiko",
            "Leila",
            "Miguel",
            "Nadia",
            "Omar",
            "Priya",
            "Qing",
            "Rahul",
            "Sofia",
            "Tariq",
            "Uma",
            "Viktor",
            "Wei",
            "Ximena",
            "Yusuf",
            "Zainab",
            "Anna",
            "Boris",
            "Clara",
            "David",
            "Eva",
            "Felix",
            "Hannah",
            "Igor",
            "Julia",
            "Karl",
            "Linus",
            "Margaret",
            "Ken",
            "Barbara",
            "Edsger",
            "Donald",
            "Frances",
            "Dennis",
            "Radia",
            "Vint",
            "Tim");
    private static final List<String> COMMON_WORDS = List.of(
            "I",
            "and",
            "the",
            "in",
            "a",
            "with",
            "of",
            "to",
            "have",
            "years",
            "experience",
            "for",
            "as",
            "at",
            "my",
            "help",
            "people",
            "software",
            "work",
            "teams",
            "engineer",
            "on",
            "from",
            "building",
            "product",
            "mentor",
            "systems",
            "lead",
            "career",
            "am",
            "is",
            "data",
            "development",
            "learning",
            "worked",
            "companies",
            "you",
            "design",
            "management",
            "passionate",
            "about",
            "technology",
            "startups",
            "can",
            "your",
            "business",
            "large",
            "scale",
            "projects",
            "new",
            "growth",
            "skills",
            "interviews",
            "leadership",
            "both",
            "helping",
            "others",
            "love");
    private static final List<String> FIELDS = List.of(
            "Java",
            "Python",
            "C++",
            "C#",
            "Go",
            "Rust",
            "Kotlin",
            "TypeScript",
            "React",
            "Angular",
            "Kubernetes",
            "PostgreSQL",
            "Kafka",
            "Machine learning",
            "Data science",
            "Design",
            "Product management",
            "Marketing",
            "Sales",
            "Finance",
            "Law",
            "Career",
            "Leadership",
            "Public speaking",
            "Writing",
            "Research",
            "Security",
            "Cloud",
            "Networking",
            "Testing",
            "Accessibility",
            "Game design",
            "Robotics",
            "Biology",
            "Chemistry",
            "Physics",
            "Élan vital",
            "Negotiation",
            "Hiring",
            "Fundraising");
    private static final List<String> KINDS = List.of(
            "",
            " for beginners",
            " in practice",
            " strategy",
            " architecture",
            " coaching",
            " operations",
            " interviews",
            " tooling",
            " in start-ups",
            " for managers",
            " fundamentals",
            " at scale");
    private static final List<String> SYLLABLES = List.of(
            "ba", "con", "der", "el", "fi", "gra", "hy", "in", "jo", "kra", "lo", "men", "no", "or", "pre", "qui", "ra",
            "ster", "ti", "un", "ver", "wo", "xi", "ya", "zen", "ci", "du", "mo", "pa", "sa");

    final List<String> tags;
    final List<String> words;
    final List<String> lastNames;

    Vocabulary(Random random, int tagCount, int wordCount, int nameCount) {
        var named = new ArrayList<String>();
        for (var kind : KINDS) {
            for (var field : FIELDS) {
                named.add(field + kind);
            }
        }
        tags = List.copyOf(named.subList(0, tagCount));
        words = new ArrayList<>(COMMON_WORDS);
        words.addAll(madeUp(random, wordCount - words.size()));
        lastNames = madeUp(random, nameCount).stream()
                .map(word -> Character.toUpperCase(word.charAt(0))
                        + word.substring(1).replace("o", "ö"))
                .toList();
    }

    private static List<String> madeUp(Random random, int count) {
        var words = new LinkedHashSet<String>();
        while (words.size() < count) {
            var word = new StringBuilder();
            for (var i = 2 + random.nextInt(3); i > 0; i--) {
                word.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
            }
            words.add(word.toString());
        }
        return List.copyOf(words);
    }
}
