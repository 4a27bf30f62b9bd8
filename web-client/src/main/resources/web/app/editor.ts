import { begin, fetchPage } from './part';

/**
 * Forms that are filled in by steps (data-editor): a button with an own formaction adds, removes or copies something. The server
 * does it and answers with the page, of which [data-part] takes the place of the old one; the page as a whole stays. What is not
 * saved is marked, and leaving warns.
 */
type Entry = [string, string];

const entries = (form: HTMLFormElement) => [...new FormData(form)] as Entry[];
/** To which days hours are copied, which is no part of what is saved. */
const isCopy = ([name]: Entry) => name.startsWith('copy-');

function content(form: HTMLFormElement): string {
  const saved = entries(form).filter((entry) => !isCopy(entry) && !['form_token', 'form_key'].includes(entry[0]));
  return new URLSearchParams(saved).toString();
}

/** A button that was pressed, which the answer to an earlier step may take out of the page. */
interface Step {
  action: string;
  name: string;
  value: string;
  copies: Entry[];
  /** What gets the focus, if not what the server says. */
  focus?: string;
}

async function answer(form: HTMLFormElement, action: string, step?: Step): Promise<Document | null> {
  const asked: Entry[] = step ? [...step.copies, [step.name, step.value]] : [];
  const data = new URLSearchParams([...entries(form).filter((entry) => !isCopy(entry)), ...asked]);
  return fetchPage(action, { method: 'POST', body: data });
}

/** Rows after a removed one move up. */
function moveUp(step: Step, done: Step): void {
  const [removed, pressed] = [done, step].map((one) => /^(remove.*\.)(\d+)$/.exec(one.value));
  if (removed && pressed && removed[1] === pressed[1] && Number(pressed[2]) > Number(removed[2])) {
    step.value = `${pressed[1]}${Number(pressed[2]) - 1}`;
  }
}

function edit(form: HTMLFormElement): void {
  const saved = 'changed' in form.dataset ? '' : content(form);
  const steps = form.querySelector<HTMLButtonElement>('button[formaction]')?.formAction;
  const waiting: Step[] = [];
  let taking = false;
  const note = form.querySelector<HTMLElement>('[data-unsaved]');
  const changed = () => !form.dataset.sent && content(form) !== saved;
  const mark = () => note && (note.hidden = !changed());
  let checks = 0;

  /** Whether the step is in place. It is sent again where something was typed meanwhile, which its answer does not have. */
  async function take(step: Step): Promise<boolean> {
    const before = form.querySelector<HTMLElement>('[data-part]');
    const loading = begin(before ?? form);
    let page: Document | null;
    let sent: string;
    let typing = '';
    try {
      do {
        sent = content(form);
        page = await answer(form, step.action, step);
        typing = content(form) === sent ? typing : (document.activeElement?.id ?? '');
      } while (page && content(form) !== sent);
    } catch {
      loading.failed(() => void takeAll());
      return false;
    }
    const part = before && page?.getElementById(before.id);
    if (!page || !part) {
      const { action: formAction, name, value } = step;
      const button = Object.assign(document.createElement('button'), { formAction, name, value, hidden: true });
      form.append(button);
      form.dataset.plain = 'yes';
      form.requestSubmit(button);
      return false;
    }
    checks++;
    const open = Array.from(form.querySelectorAll('details[data-keep][open]'), (details) => details.id);
    const top = form.querySelector('[data-keep] [data-scrolls]')?.scrollTop ?? 0;
    before.replaceWith(document.adoptNode(part));
    open.forEach((id) => form.querySelector(`#${id}`)?.setAttribute('open', ''));
    form.querySelector('[data-keep] [data-scrolls]')?.scrollTo(0, top);
    const focus = typing || step.focus;
    const next = form.querySelector<HTMLElement>(focus ? `#${focus}` : '[data-part] [autofocus]');
    if (next && focus && focus === step.focus) {
      form.querySelector('[data-grid] [tabindex="0"]')?.setAttribute('tabindex', '-1');
      next.tabIndex = 0;
    }
    next?.focus();
    loading.done(part, true);
    const said = form.querySelector('[data-said]');
    if (said) {
      said.textContent = page.getElementById(said.id)?.textContent ?? '';
    }
    mark();
    return true;
  }

  /** One after the other, because each begins with what the one before has made of the form. */
  async function takeAll(): Promise<void> {
    if (taking) {
      return;
    }
    taking = true;
    while (waiting.length > 0 && (await take(waiting[0]))) {
      const done = waiting.shift();
      waiting.forEach((later) => done && moveUp(later, done));
    }
    taking = false;
  }

  /** Says what is wrong while it is typed; what the person is in stays as it is. */
  async function check(): Promise<void> {
    const asked = ++checks;
    const page = steps && (await answer(form, steps).catch(() => undefined));
    if (!page || asked !== checks) {
      return;
    }
    form.querySelectorAll<HTMLElement>('[data-live]').forEach((live) => {
      const now = page.getElementById(live.id);
      if (now && now.innerHTML !== live.innerHTML) {
        live.replaceChildren(...Array.from(now.childNodes, (node) => document.adoptNode(node)));
      }
    });
    form.querySelectorAll<HTMLInputElement>('[data-row] input').forEach((input) => {
      const wrong = page.getElementById(input.id)?.getAttribute('aria-invalid');
      input.toggleAttribute('aria-invalid', wrong === 'true');
      if (wrong) {
        input.setAttribute('aria-invalid', wrong);
      }
    });
    const grid = form.querySelector('[data-grid] tbody');
    const newGrid = page.querySelector('[data-grid] tbody');
    if (grid && newGrid && !grid.contains(document.activeElement)) {
      grid.replaceWith(document.adoptNode(newGrid));
    }
    const bars = page.querySelectorAll('.day-bar');
    form.querySelectorAll('.day-bar').forEach((bar, i) => bars[i] && bar.replaceWith(document.adoptNode(bars[i])));
  }

  form.addEventListener('submit', (event) => {
    const button = event.submitter as HTMLButtonElement | null;
    if (button?.hasAttribute('formaction') && !form.dataset.plain) {
      event.preventDefault();
      event.stopPropagation();
      const { formAction: action, name, value } = button;
      // A second press of a button does nothing while the first is under way.
      if (!waiting.some((step) => step.action === action && step.value === value)) {
        waiting.push({ action, name, value, copies: entries(form).filter(isCopy), focus: button.dataset.focus });
      }
      void takeAll();
    }
  });
  form.addEventListener('input', mark);
  form.addEventListener('change', () => void check());
  window.addEventListener('beforeunload', (event) => {
    if (changed()) {
      event.preventDefault();
    }
  });
}

document.querySelectorAll<HTMLFormElement>('form[data-editor]').forEach(edit);
