package org.mentoring.booking.availability;

import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class RuleRepository implements EntryRepository<RuleEntity> {}
