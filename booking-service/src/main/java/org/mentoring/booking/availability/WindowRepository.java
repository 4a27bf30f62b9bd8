package org.mentoring.booking.availability;

import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class WindowRepository implements EntryRepository<WindowEntity> {}
