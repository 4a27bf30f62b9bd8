package org.mentoring.web.find;

import java.util.List;

import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.model.DirectoryEntry;
import org.mentoring.web.api.model.Slot;

/** A mentor in a list. */
public record MentorCard(DirectoryEntry mentor, ApiResult<List<Slot>> times, boolean favourite) {}
