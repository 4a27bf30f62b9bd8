package org.mentoring.web.find;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;

import org.mentoring.web.api.Ids;
import org.mentoring.web.language.Cookies;
import org.mentoring.web.language.Reader;

/** Mentors that somebody has marked: kept in the browser, the last one first, so that no sign-in is needed. */
@RequestScoped
public class Favourites {

    static final int MOST = 24;
    private static final String COOKIE = "favourites";
    private static final String SEPARATOR = ".";

    private final Reader reader;
    private final Cookies cookies;

    Favourites(Reader reader, Cookies cookies) {
        this.reader = reader;
        this.cookies = cookies;
    }

    public List<UUID> all() {
        return reader.cookie(COOKIE).stream()
                .map(value -> List.of(value.split("\\" + SEPARATOR)))
                .flatMap(ids -> Ids.of(ids).stream())
                .limit(MOST)
                .toList();
    }

    public boolean contains(UUID mentor) {
        return all().contains(mentor);
    }

    /** The cookie with one more; of too many the oldest goes. */
    NewCookie with(UUID mentor) {
        var marked = new ArrayList<>(List.of(mentor));
        all().stream().filter(other -> !other.equals(mentor)).forEach(marked::add);
        return cookie(marked);
    }

    NewCookie without(UUID mentor) {
        return cookie(all().stream().filter(other -> !other.equals(mentor)).toList());
    }

    private NewCookie cookie(List<UUID> marked) {
        return marked.isEmpty()
                ? cookies.gone(COOKIE)
                : cookies.lasting(
                                COOKIE,
                                marked.stream().limit(MOST).map(UUID::toString).collect(Collectors.joining(SEPARATOR)))
                        .build();
    }
}
