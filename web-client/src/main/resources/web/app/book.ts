import './address';
import { countDown } from './countdown';
import { begin, fetchPage } from './part';
import { tabStorage } from './tab-storage';

/**
 * The choice of a day: what a link would show is fetched and put in place, and days are reached by arrow keys. The address
 * remains the complete state; without this script each day is a link.
 */
const SENT_DRAFT = 'sent draft';
const REFRESH_AFTER = 5 * 60 * 1000;
let shown = location.pathname + location.search;
let fetched = Date.now();

const picker = () => document.getElementById('picker');
const here = (address: string) => {
  const url = new URL(address, location.href);
  return url.pathname + url.search;
};

/** Makes one of the days reachable by the Tab key. */
function oneTabStop(stop?: HTMLElement | null): void {
  const days = document.querySelectorAll<HTMLElement>('#picker [data-date]');
  const chosen = stop ?? document.querySelector<HTMLElement>('#picker [data-tab-stop]') ?? days[0];
  days.forEach((day) => (day.tabIndex = day === chosen ? 0 : -1));
}

function say(): void {
  const said = document.getElementById('picker-said');
  const times = document.getElementById('times-heading');
  if (said && times) {
    said.textContent = `${picker()?.dataset.month} – ${times.textContent}`;
  }
}

async function fetchPicker(address: string, signal?: AbortSignal): Promise<HTMLElement | null | undefined> {
  return (await fetchPage(address, { signal }))?.getElementById('picker');
}

function replace(fresh: HTMLElement, focus?: string | null): void {
  const id = focus ?? document.activeElement?.id;
  const inside = picker()?.contains(document.activeElement);
  picker()?.replaceWith(document.adoptNode(fresh));
  const target = id ? document.getElementById(id) : null;
  oneTabStop(target?.dataset.date ? target : null);
  // The way to a month that is the last one is no longer there.
  const stop = inside ? document.querySelector<HTMLElement>('#picker [data-date][tabindex="0"]') : null;
  (target ?? stop)?.focus({ preventScroll: true });
}

let asked = new AbortController();

/** Shows another address; where it has no choice of days, the browser goes there. What was asked for before is given up. */
async function show(address: string, push: boolean, focus?: string | null): Promise<void> {
  asked.abort();
  const mine = (asked = new AbortController()).signal;
  const old = picker();
  const times = document.getElementById('times');
  if (!old || !times) {
    return;
  }
  const sameMonth = document.getElementById(focus ?? '')?.dataset.date;
  const days = old.querySelector<HTMLElement>('.days');
  const loading = begin(old, { waiting: sameMonth || !days ? [times] : [days, times], place: times });
  let fresh: HTMLElement | null | undefined;
  try {
    fresh = await fetchPicker(address, mine);
  } catch {
    if (!mine.aborted) {
      loading.failed(() => void show(address, push, focus));
    }
    return;
  }
  if (mine.aborted) {
    return;
  }
  if (!fresh) {
    location.assign(address);
    return;
  }
  if (push) {
    history.pushState(null, '', here(address));
  }
  shown = here(address);
  fetched = Date.now();
  replace(fresh, focus);
  loading.done(picker(), true);
  say();
  document.querySelectorAll<HTMLInputElement>('.zone-choice input[type="hidden"]:not([data-fixed])').forEach((input) => {
    const value = new URL(address, location.href).searchParams.get(input.name);
    input.value = value ?? '';
    input.disabled = value === null;
  });
}

function bringTimesIntoView(): void {
  const times = document.getElementById('times');
  if (times && times.getBoundingClientRect().top > innerHeight - 160) {
    times.scrollIntoView({ block: 'start' });
  }
}

/** Removes times that are no longer free, unless one of them has the focus or the pointer. */
async function refresh(): Promise<void> {
  const old = picker();
  if (!old || document.hidden || old.querySelector('.slots:hover, .slots:focus-within, [aria-busy]')) {
    return;
  }
  fetched = Date.now();
  const loading = begin(old, { quiet: true, place: document.getElementById('times') });
  let fresh: HTMLElement | null | undefined;
  try {
    fresh = await fetchPicker(location.href);
  } catch {
    loading.failed(() => void show(location.href, false));
    return;
  }
  loading.done();
  if (fresh && picker() === old && !old.querySelector('[aria-busy]') && fresh.innerHTML !== old.innerHTML) {
    replace(fresh);
  }
}

const pad = (value: number) => String(value).padStart(2, '0');
const written = (day: Date) => `${day.getUTCFullYear()}-${pad(day.getUTCMonth() + 1)}-${pad(day.getUTCDate())}`;

function addMonths(day: Date, months: number): Date {
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day.getUTCDate(), last));
  return first;
}

function target(event: KeyboardEvent, day: HTMLElement): Date | null {
  const date = new Date(day.dataset.date + 'T00:00:00Z');
  const forward = document.dir === 'rtl' ? -1 : 1;
  const row = [...(day.closest('tr')?.querySelectorAll<HTMLElement>('[data-date]') ?? [])];
  const days: Record<string, number> = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: 7, ArrowUp: -7 };
  if (event.key in days) {
    date.setUTCDate(date.getUTCDate() + days[event.key]);
    return date;
  }
  switch (event.key) {
    case 'Home':
      return new Date(row[0].dataset.date + 'T00:00:00Z');
    case 'End':
      return new Date(row[row.length - 1].dataset.date + 'T00:00:00Z');
    case 'PageUp':
      return addMonths(date, event.shiftKey ? -12 : -1);
    case 'PageDown':
      return addMonths(date, event.shiftKey ? 12 : 1);
    default:
      return null;
  }
}

function onKey(event: KeyboardEvent): void {
  const day = (event.target as HTMLElement).closest<HTMLElement>('#picker [data-date]');
  if (!day || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  if (event.key === ' ') {
    event.preventDefault();
    day.click();
    return;
  }
  const date = target(event, day);
  if (!date) {
    return;
  }
  event.preventDefault();
  const id = 'day-' + written(date);
  const there = document.getElementById(id);
  if (there) {
    oneTabStop(there);
    there.focus();
    return;
  }
  const later = date > new Date(day.dataset.date + 'T00:00:00Z');
  const step = document.getElementById(later ? 'month-later' : 'month-earlier') as HTMLAnchorElement | null;
  if (step) {
    const address = new URL(step.href);
    address.searchParams.set('month', written(date).substring(0, 7));
    void show(address.href, true, id);
  }
}

export function chooseDays(): void {
  if (!picker()) {
    return;
  }
  oneTabStop();
  document.addEventListener('zoned', () => oneTabStop());
  document.addEventListener('keydown', onKey);
  document.addEventListener('click', (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>('#picker a[data-pick]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
      return;
    }
    event.preventDefault();
    const isDay = link.dataset.date !== undefined || link.id === 'next-free';
    void show(link.href, true, link.id).then(() => isDay && bringTimesIntoView());
  });
  window.addEventListener('popstate', () => {
    if (here(location.href) !== shown) {
      void show(location.href, false);
    }
  });
  document.addEventListener('visibilitychange', () => Date.now() - fetched > 60_000 && void refresh());
  window.addEventListener('online', () => void refresh());
  setInterval(() => void refresh(), REFRESH_AFTER);
}

/** Holds the time once somebody types a note; where it cannot be held, the page stays as it is. */
async function keepTime(form: HTMLFormElement | null): Promise<void> {
  const button = form?.querySelector<HTMLButtonElement>('[data-keep]');
  if (!form || !button) {
    return;
  }
  const sent = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  sent.delete('note');
  const answer = await fetch(button.formAction, { method: 'POST', body: sent, headers: { Accept: 'text/html' } }).catch(() => null);
  const page = new DOMParser().parseFromString((await answer?.text()) ?? '', 'text/html');
  const hold = page.querySelector('.hold[data-countdown]');
  if (hold && button.isConnected) {
    button.closest('.hold')?.replaceWith(document.adoptNode(hold));
    countDown();
  }
}

/** What was typed is kept while one looks at other times, in this tab, until it is sent. */
export function keepDrafts(): void {
  // Only the booking's page says that it has arrived.
  const sent = tabStorage.get(SENT_DRAFT);
  const arrived = location.pathname.startsWith('/bookings/');
  if (sent && arrived) {
    tabStorage.remove(sent);
  }
  if (arrived || document.querySelector('textarea[data-draft]')) {
    tabStorage.remove(SENT_DRAFT);
  }
  document.querySelectorAll<HTMLTextAreaElement>('textarea[data-draft]').forEach((area) => {
    const key = area.dataset.draft ?? '';
    area.value = tabStorage.get(key) ?? area.value;
    area.addEventListener('input', () => tabStorage.set(key, area.value));
    area.addEventListener('input', () => void keepTime(area.form), { once: true });
    area.form?.addEventListener('submit', (event) => {
      if (!event.submitter?.hasAttribute('formaction')) {
        tabStorage.set(SENT_DRAFT, key);
      }
    });
  });
}
