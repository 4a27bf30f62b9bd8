package org.mentoring.web.find;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.RequestScoped;

import org.mentoring.web.api.Parts;
import org.mentoring.web.api.model.DirectoryEntry;

/** Mentors with what a list of them shows beside. */
@RequestScoped
class MentorCards {

    private final NextTimes nextTimes;
    private final Favourites favourites;
    private final Parts parts;

    MentorCards(NextTimes nextTimes, Favourites favourites, Parts parts) {
        this.nextTimes = nextTimes;
        this.favourites = favourites;
        this.parts = parts;
    }

    List<MentorCard> of(List<DirectoryEntry> mentors) {
        var asked = mentors.stream()
                .map(mentor -> parts.askAsNobody(() -> nextTimes.of(mentor.id())))
                .toList();
        var marked = favourites.all();
        var cards = new ArrayList<MentorCard>();
        for (var i = 0; i < asked.size(); i++) {
            var mentor = mentors.get(i);
            cards.add(new MentorCard(mentor, asked.get(i).orDown(), marked.contains(mentor.id())));
        }
        return cards;
    }
}
