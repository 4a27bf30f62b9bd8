/** Counts down to an instant where the page shows until when something holds: [data-countdown], with [data-left] inside. */
const WARN_BEFORE = 60_000;
const language = document.documentElement.lang;
const two = new Intl.NumberFormat(language, { minimumIntegerDigits: 2, useGrouping: false });
const one = new Intl.NumberFormat(language, { useGrouping: false });

function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const hours = Math.floor(seconds / 3600);
  const rest = `${two.format(Math.floor(seconds / 60) % 60)}:${two.format(seconds % 60)}`;
  return hours > 0 ? `${one.format(hours)}:${rest}` : rest;
}

let ticking: ReturnType<typeof setInterval> | undefined;

/** May be called again for what has come into the page since. */
export function countDown(): void {
  const said = new WeakMap<HTMLElement, string>();
  const tell = (element: HTMLElement, text?: string) => {
    const place = element.querySelector('[data-said]');
    if (text && place && said.get(element) !== text) {
      said.set(element, text);
      place.textContent = text;
    }
  };
  // Looked for each time: what shows times is replaced once the browser's zone is known.
  const tick = () =>
    document.querySelectorAll<HTMLElement>('[data-countdown]').forEach((element) => {
      const left = new Date(element.dataset.countdown ?? '').getTime() - Date.now();
      const place = element.querySelector('[data-left]');
      if (left <= 0) {
        if (element.dataset.over && !element.dataset.ended) {
          element.dataset.ended = 'yes';
          element.textContent = element.dataset.over;
          element.setAttribute('role', 'status');
        } else if (place) {
          place.textContent = '';
        }
        return;
      }
      if (place && left < 24 * 3600_000) {
        place.textContent = clock(left);
      }
      if (left < WARN_BEFORE) {
        tell(element, element.dataset.soon);
      }
    });
  if (document.querySelector('[data-countdown]')) {
    tick();
    clearInterval(ticking);
    ticking = setInterval(tick, 1000);
  }
}
