package org.mentoring.booking.slotengine.cli;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The slot engine for other programs: reads a JSON object a line and answers each with a line, the JSON array of the
 * starts of the slots or {@code {"error": "…"}}.
 */
public final class SlotsCommand {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SlotsCommand() {}

    public static void main(String[] arguments) throws IOException {
        answerAll(new InputStreamReader(System.in, UTF_8), new OutputStreamWriter(System.out, UTF_8));
    }

    /** Answers line by line; blank lines are ignored. */
    public static void answerAll(Reader in, Writer out) throws IOException {
        var lines = new BufferedReader(in);
        var answers = new BufferedWriter(out);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                answers.write(answer(line));
                answers.write('\n');
                if (!lines.ready()) {
                    answers.flush();
                }
            }
        }
        answers.flush();
    }

    private static String answer(String line) throws JsonProcessingException {
        Object answer;
        try {
            var question = JSON.readValue(line, SlotsInput.class);
            answer = question == null ? error("the line must be a JSON object") : texts(question.answer());
        } catch (JsonProcessingException e) {
            answer = error(e.getOriginalMessage());
        } catch (RuntimeException e) {
            answer = error(e.getMessage());
        }
        return JSON.writeValueAsString(answer);
    }

    private static List<String> texts(List<Instant> starts) {
        return starts.stream().map(Instant::toString).toList();
    }

    private static Map<String, String> error(String message) {
        return Map.of("error", String.valueOf(message));
    }
}
