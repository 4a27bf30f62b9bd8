/** Wide enough to show the filters of a search at once; see .more-filters. */
const WIDE = '(min-width: 48rem)';

/** Opens the filters of a search where there is room, so that the state of the element is what one sees. */
export function showFilters(): void {
  const filters = document.querySelector<HTMLDetailsElement>('.more-filters');
  const wide = matchMedia(WIDE);
  const follow = () => filters && (filters.open = wide.matches);
  follow();
  wide.addEventListener('change', follow);
}

/** Without case and accents. */
const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** Narrows choices ([data-names], a name a line) down to those of which a name has what is typed; what is chosen stays. */
export function filterChoices(): void {
  document.querySelectorAll<HTMLElement>('[data-filter][hidden]').forEach((filter) => {
    const input = filter.querySelector('input');
    const said = filter.querySelector('[role="status"]');
    const choices = document.querySelectorAll<HTMLElement>(`#${filter.dataset.filter} [data-names]`);
    filter.hidden = false;
    input?.addEventListener('input', () => {
      const typed = plain(input.value);
      let found = 0;
      choices.forEach((choice) => {
        const matches = plain(choice.dataset.names ?? '').includes(typed);
        choice.hidden = !matches && !choice.querySelector('input:checked');
        found += matches ? 1 : 0;
      });
      if (said) {
        said.textContent = found === 0 ? (filter.dataset.none ?? '') : '';
      }
    });
  });
}
