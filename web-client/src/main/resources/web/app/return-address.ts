import './address';
import { tabStorage } from './tab-storage';

/**
 * The switches of language and theme lead back to the address that is shown, which a script may have changed, with what was typed.
 * The sign-in and the answer to any other form lead back to that address.
 */
const here = () => location.pathname + location.search;
const loaded = here();
const KEPT = 'typed ';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What a person fills in, in the order of the page. */
function fields(): Field[] {
  return [...document.querySelectorAll<Field>('main input[name], main textarea[name], main select[name]')].filter(
    (field) => !['hidden', 'password', 'file', 'submit'].includes(field.type) && !field.closest('form[method="get"]'),
  );
}

const ticks = (field: Field): field is HTMLInputElement => field.type === 'checkbox' || field.type === 'radio';
/** Which fields there are: what was typed into others than these is not put back. */
const shape = () => fields().map((field) => `${field.form?.action} ${field.name} ${ticks(field) ? field.value : ''}`);

function keep(address: string): void {
  const values = fields().map((field) => (ticks(field) ? field.checked : field.value));
  if (values.length > 0) {
    tabStorage.set(KEPT + address, JSON.stringify({ shape: shape(), values }));
  }
}

function putBack(): void {
  const kept = tabStorage.get(KEPT + here());
  tabStorage.remove(KEPT + here());
  const typed = kept && (JSON.parse(kept) as { shape: string[]; values: (string | boolean)[] });
  if (!typed || JSON.stringify(typed.shape) !== JSON.stringify(shape())) {
    return;
  }
  fields().forEach((field, i) => {
    const value = typed.values[i];
    if (ticks(field) && field.checked !== value) {
      field.checked = value === true;
    } else if (!ticks(field) && field.value !== value) {
      field.value = String(value);
    } else {
      return;
    }
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

export function returnToThisAddress(): void {
  putBack();
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    const page = form.querySelector<HTMLInputElement>('input[name="form_page"]');
    if (page && here() !== loaded) {
      page.value = here();
    }
    const to = form.querySelector<HTMLInputElement>('input[name="to"]');
    if (!form.matches('form[action="/language"], form[action="/theme"]') || !to) {
      return;
    }
    if (here() !== loaded) {
      to.value = here();
    }
    // A page that answers a form leads back to the page that had it.
    keep(to.value);
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="/sign-in?to="]');
    if (link && here() !== loaded) {
      link.setAttribute('href', `/sign-in?${new URLSearchParams({ to: here() })}`);
    }
  });
}
