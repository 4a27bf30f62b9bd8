package org.mentoring.web.mentor;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.mentoring.web.api.model.DirectoryEntry;
import org.mentoring.web.api.model.PublicLink;

/** What search engines read of a mentor (schema.org, JSON-LD). */
final class StructuredData {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StructuredData() {}

    static String of(DirectoryEntry mentor) {
        var person = new LinkedHashMap<String, Object>();
        person.put("@type", "Person");
        person.put("name", mentor.name());
        if (mentor.bio() != null) {
            person.put("description", mentor.bio());
        }
        person.put("knowsAbout", mentor.expertise());
        person.put("knowsLanguage", mentor.language());
        person.put("sameAs", mentor.socialLinks().stream().map(PublicLink::url).toList());
        var page = Map.of("@context", "https://schema.org", "@type", "ProfilePage", "mainEntity", person);
        try {
            // A script element would end at the first "</".
            return JSON.writeValueAsString(page).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
