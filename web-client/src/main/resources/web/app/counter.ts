/** Shows how many characters of those that are allowed have been used: characters, not bytes or halves of them. */
export function countCharacters(): void {
  document.querySelectorAll<HTMLTextAreaElement>('textarea[data-most]').forEach((area) => {
    const most = Number(area.dataset.most);
    const place = area.parentElement?.querySelector<HTMLElement>('[data-used]');
    const said = area.parentElement?.querySelector<HTMLElement>('[data-said]');
    const number = new Intl.NumberFormat(document.documentElement.lang);
    const count = () => {
      const used = [...area.value].length;
      if (place) {
        place.textContent = `${number.format(used)} / ${number.format(most)}`;
        place.classList.toggle('counter-over', used > most);
      }
      if (said) {
        said.textContent = used > most ? (area.dataset.over ?? '') : '';
      }
    };
    area.addEventListener('input', count);
    count();
  });
}
