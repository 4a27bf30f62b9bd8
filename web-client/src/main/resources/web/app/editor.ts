import { begin, fetchPage } from './part';

/**
 * Forms that are filled in by steps (data-editor): a button with an own formaction adds, removes or copies something. The server
 * does it and answers with the page, of which [data-part] takes the place of the old one; the page as a whole stays. What is not
 * saved is marked, and leaving warns.
 */
function content(form: HTMLFormElement): string {
  const data = new FormData(form);
  data.delete('form_token');
  data.delete('form_key');
  Array.from(data.keys())
    .filter((name) => name.startsWith('copy-'))
    .forEach((name) => data.delete(name));
  return new URLSearchParams(data as unknown as Record<string, string>).toString();
}

async function answer(form: HTMLFormElement, action: string, button?: HTMLButtonElement): Promise<Document | null> {
  const data = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  if (button) {
    data.append(button.name, button.value);
  }
  return fetchPage(action, { method: 'POST', body: data });
}

function edit(form: HTMLFormElement): void {
  const saved = 'changed' in form.dataset ? '' : content(form);
  const steps = form.querySelector<HTMLButtonElement>('button[formaction]')?.formAction;
  const note = form.querySelector<HTMLElement>('[data-unsaved]');
  const changed = () => !form.dataset.sent && content(form) !== saved;
  const mark = () => note && (note.hidden = !changed());
  let checks = 0;

  async function step(button: HTMLButtonElement): Promise<void> {
    checks++;
    const before = form.querySelector<HTMLElement>('[data-part]');
    const loading = begin(before ?? form);
    let page: Document | null;
    try {
      page = await answer(form, button.formAction, button);
    } catch {
      loading.failed(() => void step(button));
      return;
    }
    const part = before && page?.getElementById(before.id);
    if (!page || !part) {
      form.dataset.plain = 'yes';
      form.requestSubmit(button);
      return;
    }
    const open = Array.from(form.querySelectorAll('details[data-keep][open]'), (details) => details.id);
    const top = form.querySelector('[data-keep] [data-scrolls]')?.scrollTop ?? 0;
    const focus = button.dataset.focus;
    before.replaceWith(document.adoptNode(part));
    open.forEach((id) => form.querySelector(`#${id}`)?.setAttribute('open', ''));
    form.querySelector('[data-keep] [data-scrolls]')?.scrollTo(0, top);
    const next = form.querySelector<HTMLElement>(focus ? `#${focus}` : '[data-part] [autofocus]');
    if (next && focus) {
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
      void step(button);
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
