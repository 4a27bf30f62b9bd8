import htmx from 'htmx.org';
import './app.scss';
import { browserZone, cookie, offerZone, PREFIX } from './zone';
import { chooseDays, keepDrafts } from './book';
import { countDown } from './countdown';
import './editor';
import './weekgrid';
import './requests';
import { countCharacters } from './counter';
import { refreshPage } from './refresh';
import { comeBackHere } from './here';
import { filterChoices } from './filter';

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
  if (old.length === 0) {
    return;
  }
  const asked = location.href;
  const answer = await fetch(asked, { headers: { Accept: 'text/html' } });
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelectorAll('[data-zoned]');
  if (location.href !== asked) {
    // The person has opened another month meanwhile: this answer belongs to the old address.
    return fetchZoned();
  }
  if (answer.ok && fresh.length === old.length) {
    const focused = document.activeElement?.id;
    old.forEach((one, i) => one.replaceWith(document.adoptNode(fresh[i])));
    document.dispatchEvent(new Event('zoned'));
    if (focused && document.activeElement === document.body) {
      document.getElementById(focused)?.focus({ preventScroll: true });
    }
  }
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
// A session that is over answers fragments with 499 or 401: the whole page leads to the sign-in.
document.addEventListener('htmx:responseError', (event) => {
  const status = (event as CustomEvent).detail.xhr.status;
  if (status === 499 || status === 401) {
    location.reload();
  }
});

// Before anything changes what the server sent.
refreshPage();
void tellZone();
offerZone();
chooseDays();
keepDrafts();
countDown();
document.addEventListener('renewed', countDown);
countCharacters();
comeBackHere();
filterChoices();
sendOnce();
closeMenus();
submitOnChoice();
document.querySelector<HTMLElement>('[data-error-summary]')?.focus();
// On a narrow screen the links beside a page stand in one line, which begins where the page is.
document.querySelector('.side-nav [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest', behavior: 'instant' });
