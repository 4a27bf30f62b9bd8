import htmx from 'htmx.org';

/**
 * Parts of a page that are fetched in place. Behind an answer that takes longer than 200 ms the part is a skeleton of its own size,
 * and its start and end are said politely. A part that failed keeps what it shows and offers the same request again. [data-part] is
 * what a part is called, [data-part-with] the ids that change with it, and [data-part-says] says that it tells itself what came.
 */
const SLOW = 200;
/** Longer than the server waits for a service. */
const LONGEST = 20_000;
const TOO_MANY = 429;
/** The session is over, or the page was open for too long to send its forms. */
const OUTDATED = [401, 403, 499];

type Said = 'loading' | 'loaded' | 'failed' | 'notSaved' | 'stillMissing';

export interface How {
  /** What becomes a skeleton, if not the part as a whole. */
  waiting?: HTMLElement[];
  /** Where it is said that the part failed, if not at its top. */
  place?: HTMLElement | null;
  /** Nobody waits for it: only a failure is shown. */
  quiet?: boolean;
  /** What is said where it fails. */
  fails?: Said;
  name?: string;
}

/** One request for a part; what was asked for before it counts no longer. */
export interface Loading {
  /** @param now what stands in place of the part, and takes the focus of the button "Try again" */
  done(now?: HTMLElement | null, saysItself?: boolean): void;
  failed(again: () => void): void;
  givenUp(): void;
}

interface Run {
  turn: number;
  slow: boolean;
  pressed: boolean;
  waiting: Set<HTMLElement>;
  timer?: ReturnType<typeof setTimeout>;
}

const runs = new WeakMap<HTMLElement, Run>();
const repeats = new WeakMap<Element, () => void>();
const nameOf = (part: Element) => part.closest<HTMLElement>('[data-part]')?.dataset.part ?? '';
const textOf = (what: Said, name: string) =>
  (document.getElementById('part-said')?.dataset[what] ?? '').replace('@', () => name);

function say(text: string): void {
  document.getElementById('part-said')?.replaceChildren(text);
}

function wait(run: Run, how: How, part: HTMLElement, name: string): void {
  (how.waiting ?? [part]).forEach((one) => {
    run.waiting.add(one);
    one.setAttribute('aria-busy', 'true');
    one.classList.toggle('waiting', run.slow);
  });
  run.timer ??= setTimeout(() => {
    run.slow = true;
    run.waiting.forEach((one) => one.classList.add('waiting'));
    say(textOf('loading', name));
  }, SLOW);
}

export function begin(part: HTMLElement, how: How = {}): Loading {
  const name = how.name ?? nameOf(part);
  const place = how.place ?? part;
  const note = () => place.querySelector(':scope > .part-failed');
  const run = runs.get(part) ?? { turn: 0, slow: false, pressed: false, waiting: new Set<HTMLElement>() };
  runs.set(part, run);
  const turn = ++run.turn;
  run.pressed ||= document.activeElement?.closest('.part-failed, a[data-retry]') != null;
  if (!how.quiet) {
    wait(run, how, part, name);
  }
  const mine = () => runs.get(part) === run && run.turn === turn;
  const end = () => {
    clearTimeout(run.timer);
    runs.delete(part);
    run.waiting.forEach((one) => {
      one.removeAttribute('aria-busy');
      one.classList.remove('waiting');
    });
  };
  return {
    done(now = part, saysItself = false) {
      if (!mine()) {
        return;
      }
      end();
      const failed = note();
      failed?.remove();
      if (run.pressed && now && !document.activeElement?.matches(':not(body)')) {
        now.focus({ preventScroll: true });
        if (document.activeElement !== now) {
          now.tabIndex = -1;
          now.focus({ preventScroll: true });
        }
      }
      if (run.slow || failed) {
        say(run.slow && !saysItself ? textOf('loaded', name) : '');
      }
    },
    failed(again) {
      if (!mine()) {
        return;
      }
      end();
      const text = textOf(how.fails ?? 'failed', name);
      if (how.fails !== 'stillMissing') {
        const template = document.getElementById('part-failed') as HTMLTemplateElement;
        const shown = note() ?? (template.content.cloneNode(true) as DocumentFragment).firstElementChild!;
        shown.querySelector('p')!.textContent = text;
        if (!shown.isConnected) {
          place.prepend(shown);
        }
        repeats.set(shown, again);
      }
      say(text);
    },
    givenUp() {
      // What takes its place begins at once.
      setTimeout(() => mine() && end());
    },
  };
}

/**
 * The page of an address; null where it is a page that does not belong in place, such as a refusal.
 *
 * @throws where there is no connection, no answer in time, or an error of the server: asked again, it may come
 */
export async function fetchPage(address: string, init: RequestInit = {}): Promise<Document | null> {
  const ended = new AbortController();
  [AbortSignal.timeout(LONGEST), init.signal].forEach((one) => one?.addEventListener('abort', () => ended.abort()));
  const headers = { Accept: 'text/html', 'X-Requested-With': 'JavaScript' };
  const answer = await fetch(address, { ...init, headers, signal: ended.signal });
  if (answer.status === TOO_MANY || answer.status >= 500) {
    throw new Error(`Answered by ${answer.status}`);
  }
  const inPlace = answer.ok && !(init.method && answer.redirected);
  return inPlace ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
}

/** Whether the server could not show the part. */
export const isMissing = (part: Element | null) => part?.querySelector(':scope > [data-missing]') != null;

/** Fetches a part that the server could not show. What else was missing and is there now comes with it. */
async function fetchMissing(part: HTMLElement, address: string): Promise<void> {
  const loading = begin(part, { fails: 'stillMissing' });
  const again = () => void fetchMissing(part, address);
  let page: Document | null;
  try {
    page = await fetchPage(address);
  } catch {
    loading.failed(again);
    return;
  }
  const fresh = page?.getElementById(part.id);
  if (!page || !fresh) {
    location.assign(address);
    return;
  }
  if (isMissing(fresh)) {
    loading.failed(again);
    return;
  }
  const ids = (part.dataset.partWith ?? '').split(' ').filter((id) => id);
  const others = [...document.querySelectorAll('[data-part]')].filter(isMissing).map((one) => one.id);
  new Set([part.id, ...ids, ...others]).forEach((id) => {
    const now = page.getElementById(id);
    if (now && !isMissing(now)) {
      document.getElementById(id)?.replaceWith(document.adoptNode(now));
      htmx.process(now);
    }
  });
  document.dispatchEvent(new Event('renewed'));
  loading.done(document.getElementById(part.id));
}

interface Sent {
  xhr: XMLHttpRequest;
  target: HTMLElement;
  requestConfig: { verb: string; elt: HTMLElement };
  shouldSwap: boolean;
  serverResponse: string;
}

/** What htmx asks for. */
function followHtmx(): void {
  const asked = new Map<XMLHttpRequest, Loading>();
  const on = (event: string, act: (sent: Sent, loading: Loading) => void) =>
    document.addEventListener(`htmx:${event}`, (fired) => {
      const sent = (fired as CustomEvent<Sent>).detail;
      const loading = asked.get(sent.xhr);
      if (loading) {
        act(sent, loading);
      }
    });
  const failed = (sent: Sent, loading: Loading) => {
    asked.delete(sent.xhr);
    loading.failed(() => htmx.trigger(sent.requestConfig.elt, sent.requestConfig.verb === 'get' ? 'submit' : 'click'));
  };
  document.addEventListener('htmx:beforeSend', (fired) => {
    const { xhr, target, requestConfig } = (fired as CustomEvent<Sent>).detail;
    const { elt, verb } = requestConfig;
    const reads = verb === 'get';
    asked.set(xhr, begin(reads ? target : elt, reads ? {} : { quiet: true, place: elt.closest<HTMLElement>('.card'), fails: 'notSaved' }));
  });
  // A search whose service is down leaves the list, and the topics that were chosen, as they are.
  on('beforeSwap', (sent, loading) => {
    const selected = sent.requestConfig.elt.getAttribute('hx-select') ?? 'main';
    const answered = new DOMParser().parseFromString(sent.serverResponse, 'text/html').querySelector(selected);
    if (sent.shouldSwap && isMissing(answered) && !isMissing(sent.target)) {
      sent.shouldSwap = false;
      failed(sent, loading);
    }
  });
  on('responseError', (sent, loading) => (OUTDATED.includes(sent.xhr.status) ? location.reload() : failed(sent, loading)));
  on('sendError', failed);
  on('timeout', failed);
  on('sendAbort', (sent, loading) => {
    asked.delete(sent.xhr);
    loading.givenUp();
  });
  on('afterOnLoad', (sent, loading) => {
    asked.delete(sent.xhr);
    const { elt, verb } = sent.requestConfig;
    const reads = verb === 'get';
    loading.done(document.getElementById((reads ? sent.target : elt).id), !reads || 'partSays' in sent.target.dataset);
  });
}

export function fetchParts(): void {
  htmx.config.timeout = LONGEST;
  // What takes the focus must not lose it again while htmx settles.
  htmx.config.defaultSettleDelay = 0;
  followHtmx();
  document.addEventListener('click', (event) => {
    const pressed = event.target as Element;
    const failed = pressed.closest('.part-failed');
    if (failed && pressed.closest('button')) {
      repeats.get(failed)?.();
      return;
    }
    const link = pressed.closest<HTMLAnchorElement>('a[data-retry]');
    const part = link?.closest<HTMLElement>('[data-part][id]');
    if (link && part && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      void fetchMissing(part, link.href);
    }
  });
}
