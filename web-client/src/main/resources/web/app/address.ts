/**
 * A page that answers a form stands at the address of the form, which often takes forms only. It gets that of the page that had the form
 * ([data-here]), for whatever asks for it again and for the way back; not where the form is to be sent again ([data-again]).
 */
const main = document.querySelector<HTMLElement>('main[data-here]');

if (main?.dataset.here && !main.querySelector('[data-again]')) {
  history.replaceState(null, '', main.dataset.here + location.hash);
}
