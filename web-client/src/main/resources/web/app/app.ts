import htmx from 'htmx.org';
import './app.scss';
import './address';
import { browserZone, cookie, offerZone, PREFIX } from './zone';
import { chooseDays, keepDrafts } from './book';
import { countDown } from './countdown';
import './editor';
import './weekgrid';
import './requests';
import { countCharacters } from './counter';
import { refreshPage } from './refresh';
import { begin, fetchPage, fetchParts } from './part';
import { returnToThisAddress } from './return-address';
import { filterChoices, showFilters } from './filter';
import { enableDelayedButtons } from './delayed-buttons';

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;

document.documentElement.classList.add('scripted');

/**
 * The server renders every time in the browser's zone. On the first page of a browser it did not know the zone: what shows times
 * (data-zoned) is fetched once more, the rest stays as it is.
 */
async function tellZone(): Promise<void> {
  const zone = browserZone();
  if (!zone || cookie('zone')) {
    return;
  }
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${PREFIX}zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax${secure}`;
  if (cookie('zone')) {
    await fetchZoned();
  }
}

async function fetchZoned(): Promise<void> {
  const old = document.querySelectorAll('[data-zoned]');
  const main = document.querySelector<HTMLElement>('main');
  const waiting = [...document.querySelectorAll<HTMLElement>('main [data-zoned]')];
  if (old.length === 0 || !main) {
    return;
  }
  const loading = begin(main, { waiting, quiet: waiting.length === 0, name: main.dataset.times });
  const asked = location.href;
  let page: Document | null;
  try {
    page = await fetchPage(asked);
  } catch {
    // Where no time is shown but the one of the footer, nothing is missing.
    return waiting.length > 0 ? loading.failed(() => void fetchZoned()) : loading.givenUp();
  }
  const fresh = page?.querySelectorAll('[data-zoned]') ?? [];
  if (location.href !== asked) {
    // The person has opened another month meanwhile: this answer belongs to the old address.
    return fetchZoned();
  }
  if (fresh.length === old.length) {
    const focused = document.activeElement?.id;
    old.forEach((one, i) => one.replaceWith(document.adoptNode(fresh[i])));
    document.dispatchEvent(new Event('zoned'));
    if (focused && document.activeElement === document.body) {
      document.getElementById(focused)?.focus({ preventScroll: true });
    }
  }
  loading.done(main);
}

const SENT_FOR = 10_000;

/** A second press of a button does nothing while the first is under way; the button stays usable for what reads pages aloud. */
function sendOnce(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== 'post') {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    form.setAttribute('aria-busy', 'true');
    // If no answer comes, the button may be pressed again; where the API takes a key, it is not done twice.
    setTimeout(() => release(form), SENT_FOR);
  });
  window.addEventListener('pageshow', () => document.querySelectorAll<HTMLFormElement>('form[data-sent]').forEach(release));
}

function release(form: HTMLFormElement): void {
  delete form.dataset.sent;
  form.removeAttribute('aria-busy');
}

function closeMenus(): void {
  document.addEventListener('click', (event) =>
    document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]').forEach((menu) => {
      if (!menu.contains(event.target as Node)) {
        menu.open = false;
      }
    }),
  );
  document.addEventListener('keydown', (event) => {
    const menu = document.querySelector<HTMLDetailsElement>('details[data-menu][open]');
    if (event.key === 'Escape' && menu) {
      menu.open = false;
      menu.querySelector('summary')?.focus();
    }
  });
}

function submitOnChoice(): void {
  document.querySelectorAll<HTMLSelectElement>('select[data-submits]').forEach((select) =>
    select.addEventListener('change', () => select.form?.requestSubmit()),
  );
}

document.addEventListener('htmx:configRequest', (event) => {
  const { parameters, verb } = (event as CustomEvent).detail;
  if (verb === 'get') {
    Object.keys(parameters)
      .filter((name) => parameters[name] === '')
      .forEach((name) => delete parameters[name]);
  }
});

/** What was typed before htmx listened is searched for, too. */
document.addEventListener(
  'htmx:load',
  () => {
    const typed = document.querySelector<HTMLInputElement>('#search [type="search"]');
    if (typed && typed.value !== typed.defaultValue) {
      htmx.trigger('#search', 'change', {});
    }
  },
  { once: true },
);

enableDelayedButtons();
// Before anything changes what the server sent.
refreshPage();
fetchParts();
void tellZone();
offerZone();
chooseDays();
keepDrafts();
countDown();
document.addEventListener('renewed', countDown);
countCharacters();
returnToThisAddress();
showFilters();
filterChoices();
document.addEventListener('renewed', filterChoices);
sendOnce();
closeMenus();
submitOnChoice();
const outcome = document.querySelector<HTMLElement>('[data-error-summary]') ?? document.querySelector<HTMLElement>('[data-flash]');
// A part of the page that the address names stays in view.
outcome?.focus({ preventScroll: location.hash !== '' && 'flash' in outcome.dataset });
// On a narrow screen links stand in one line, which is scrolled to where the page is.
document.querySelectorAll('.main-nav, .side-nav, .tabs ul, .session-tabs ul').forEach((line) => {
  const here = line.querySelector('[aria-current]')?.getBoundingClientRect();
  const all = line.getBoundingClientRect();
  if (here && line.scrollWidth > line.clientWidth) {
    line.scrollLeft += here.left + here.width / 2 - all.left - all.width / 2;
  }
});
