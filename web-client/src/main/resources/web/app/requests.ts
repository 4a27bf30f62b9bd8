/** A request that expires while the page is open loses its buttons. */
const LONGEST = 2 ** 31 - 1;

function expire(): void {
  document.querySelectorAll<HTMLElement>('[data-expires]').forEach((request) => {
    const left = Date.parse(request.dataset.expires ?? '') - Date.now();
    if (left > 0 && left < LONGEST) {
      setTimeout(() => {
        request.dataset.over = '';
        request.querySelector('[data-left]')?.remove();
      }, left);
    }
  });
}

expire();
document.addEventListener('renewed', expire);
