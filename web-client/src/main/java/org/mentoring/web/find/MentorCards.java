package org.mentoring.web.find;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.RequestScoped;

import org.mentoring.web.api.model.DirectoryEntry;

/** Mentors with what a list of them shows beside. */
@RequestScoped
class MentorCards {

    private final NextTimes nextTimes;
    private final Favourites favourites;

    MentorCards(NextTimes nextTimes, Favourites favourites) {
        this.nextTimes = nextTimes;
        this.favourites = favourites;
    }

    List<MentorCard> of(List<DirectoryEntry> mentors) {
        var asked = mentors.stream().map(mentor -> nextTimes.start(mentor.id())).toList();
        var marked = favourites.all();
        var cards = new ArrayList<MentorCard>();
        for (var i = 0; i < asked.size(); i++) {
            var mentor = mentors.get(i);
            cards.add(new MentorCard(
                    mentor, asked.get(i).orUnavailable().map(NextTimes.Next::slots), marked.contains(mentor.id())));
        }
        return cards;
    }
}
