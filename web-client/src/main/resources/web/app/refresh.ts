import { begin, isMissing } from './part';

/**
 * Parts of a page that change elsewhere ([data-refresh]) are looked at again while somebody sees them. What has changed is put in
 * place; what has the focus, or holds a form that was opened, filled in or refused, stays until that is over. In a list
 * ([data-entries]) entries change one by one, by their ids.
 */
const EVERY = 20_000;
const AT_MOST = 300_000;
const NOBODY_AFTER = 30 * 60_000;
const SIGNED_OUT = [401, 499];
const LEFT_OUT = '[data-countdown], [data-left]';

const parts = () => document.querySelectorAll<HTMLElement>('[data-refresh]');
/** As the server sent it, without what is new in each answer. */
const written = (part: Element) => part.outerHTML.replace(/(name="form_(?:token|key)" value=")[^"]*/g, '$1');

function words(part: Element): string {
  const copy = part.cloneNode(true) as Element;
  copy.querySelectorAll(LEFT_OUT).forEach((one) => one.remove());
  return (copy.textContent ?? '').replace(/\s+/g, ' ');
}

function inUse(part: Element): boolean {
  const fields = [...part.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input:not([type="hidden"]), textarea')];
  return (
    part.contains(document.activeElement) ||
    part.querySelector('details[open] form, [data-error-summary]') !== null ||
    fields.some((field) => field.value !== field.defaultValue)
  );
}

const sent = new Map<string, string>();
const remember = () =>
  document.querySelectorAll('[data-refresh], [data-entries] > [id]').forEach((one) => sent.set(one.id, written(one)));

/** Whether something came into the page that says something else. */
let renewed = false;

/** @return whether all of it is in place */
function put(old: Element, fresh: Element): boolean {
  const now = written(fresh);
  if (sent.get(old.id) === now) {
    return true;
  }
  if (inUse(old)) {
    const list = old.querySelector('[data-entries]');
    const freshList = fresh.querySelector('[data-entries]');
    if (list && freshList) {
      putEntries(list, freshList);
    }
    return false;
  }
  renewed ||= words(old) !== words(fresh);
  sent.set(old.id, now);
  fresh.querySelectorAll('[data-entries] > [id]').forEach((entry) => sent.set(entry.id, written(entry)));
  old.replaceWith(document.adoptNode(fresh));
  return true;
}

function putEntries(list: Element, fresh: Element): void {
  const wanted = [...fresh.children];
  const ids = new Set(wanted.map((entry) => entry.id));
  const gone = [...list.children].filter((entry) => !ids.has(entry.id) && !inUse(entry));
  gone.forEach((entry) => entry.remove());
  renewed ||= gone.length > 0;
  let before: Element | null = null;
  wanted.forEach((entry) => {
    const there = document.getElementById(entry.id);
    if (there) {
      put(there, entry);
    } else {
      renewed = true;
      sent.set(entry.id, written(entry));
      list.insertBefore(document.adoptNode(entry), before ? before.nextSibling : list.firstChild);
    }
    before = document.getElementById(entry.id);
  });
}

export function refreshPage(): void {
  if (parts().length === 0) {
    return;
  }
  const said = document.createElement('p');
  said.className = 'visually-hidden';
  said.setAttribute('role', 'status');
  document.querySelector('main')?.append(said);
  remember();
  document.addEventListener('zoned', remember);

  let tag = '';
  let wait = EVERY;
  let busy = false;
  let failures = 0;
  let lastSign = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (page: Document): boolean => {
    let all = true;
    renewed = false;
    const told = document.querySelector<HTMLElement>('[data-refresh]')?.dataset.refresh ?? '';
    parts().forEach((old) => {
      const fresh = page.getElementById(old.id);
      if (isMissing(fresh) && !isMissing(old)) {
        throw new Error('A part of the page cannot be had');
      }
      if (fresh) {
        all = put(old, fresh) && all;
      }
    });
    if (!document.querySelector('[data-error-summary]')) {
      document.title = page.title;
    }
    document.dispatchEvent(new Event('renewed'));
    if (renewed) {
      said.textContent = told;
    }
    return all;
  };
  const look = async (pressed = false) => {
    const part = parts()[0];
    if (!part || busy || document.hidden || Date.now() - lastSign > NOBODY_AFTER) {
      return;
    }
    busy = true;
    let saysItself = false;
    const loading = begin(part, { quiet: !pressed, place: part.parentElement });
    try {
      const headers = { Accept: 'text/html', 'X-Refresh': 'yes', 'X-Requested-With': 'JavaScript', 'If-None-Match': tag };
      const answer = await fetch(location.href, { headers, cache: 'no-store' });
      if (pressed && SIGNED_OUT.includes(answer.status)) {
        location.reload();
      }
      if (answer.status !== 304 && (!answer.ok || answer.redirected)) {
        throw new Error('The page cannot be had');
      }
      wait = EVERY;
      if (answer.status !== 304) {
        const all = show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
        tag = all ? (answer.headers.get('ETag') ?? '') : '';
        saysItself = renewed;
      }
      failures = 0;
      loading.done(document.getElementById(part.id), saysItself);
    } catch {
      wait = Math.min(wait * 2, AT_MOST);
      // One look that fails is made good by the next one.
      if (++failures > 1) {
        loading.failed(() => void look(true));
      } else {
        loading.givenUp();
      }
    } finally {
      busy = false;
    }
  };
  const next = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look().finally(next), wait);
  };
  const now = () => void look().finally(next);
  ['pointerdown', 'keydown', 'focus'].forEach((sign) => addEventListener(sign, () => (lastSign = Date.now()), { passive: true }));
  addEventListener('focus', now);
  document.addEventListener('visibilitychange', () => document.hidden || now());
  next();
}
