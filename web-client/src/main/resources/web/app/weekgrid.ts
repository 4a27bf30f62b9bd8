/**
 * The week as a grid: hours are painted with the mouse or, cell by cell, with the keyboard. What was painted goes to the server as
 * a step of the form, which stays the place where hours are.
 */
const STEPS: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function cells(form: HTMLFormElement): HTMLTableCellElement[][] {
  return Array.from(form.querySelectorAll<HTMLTableRowElement>('[data-grid] tbody tr'), (row) =>
    Array.from(row.querySelectorAll('td')),
  );
}

function place(grid: HTMLTableCellElement[][], cell: Element): [number, number] | undefined {
  const row = grid.findIndex((one) => one.includes(cell as HTMLTableCellElement));
  return row < 0 ? undefined : [row, grid[row].indexOf(cell as HTMLTableCellElement)];
}

function paintable(form: HTMLFormElement): void {
  let from: [number, number] | undefined;
  let to: [number, number] | undefined;

  function chosen(): HTMLTableCellElement[] {
    if (!from || !to) {
      return [];
    }
    const [top, bottom] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
    const [start, end] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
    return cells(form)
      .slice(top, bottom + 1)
      .flatMap((row) => row.slice(start, end + 1));
  }

  function mark(): void {
    form.querySelectorAll('[data-grid] .painting').forEach((cell) => cell.classList.remove('painting'));
    chosen().forEach((cell) => cell.classList.add('painting'));
  }

  function paint(focus: HTMLTableCellElement): void {
    const painted = chosen();
    const button = form.querySelector<HTMLButtonElement>('[data-paint]');
    from = to = undefined;
    if (!button || painted.length === 0) {
      return;
    }
    const minutes = painted.map((cell) => Number(cell.dataset.minute));
    const days = [...new Set(painted.map((cell) => cell.dataset.day))].join(',');
    const on = painted[0].getAttribute('aria-selected') === 'true' ? 'off' : 'on';
    button.value = `paint.${days}.${Math.min(...minutes)}.${Math.max(...minutes) + 30}.${on}`;
    button.dataset.focus = focus.id;
    form.requestSubmit(button);
  }

  form.addEventListener('pointerdown', (event) => {
    const cell = (event.target as Element).closest<HTMLTableCellElement>('[data-grid] td');
    if (cell && event.pointerType !== 'touch' && event.button === 0) {
      event.preventDefault();
      from = to = place(cells(form), cell);
      mark();
    }
  });
  form.addEventListener('pointerover', (event) => {
    const cell = (event.target as Element).closest<HTMLTableCellElement>('[data-grid] td');
    if (from && cell) {
      to = place(cells(form), cell);
      mark();
    }
  });
  window.addEventListener('pointerup', () => {
    const last = to && cells(form)[to[0]]?.[to[1]];
    if (from && last) {
      paint(last);
    }
  });
  form.addEventListener('click', (event) => {
    const cell = (event.target as Element).closest<HTMLTableCellElement>('[data-grid] td');
    if (cell && (event as PointerEvent).pointerType === 'touch') {
      from = to = place(cells(form), cell);
      paint(cell);
    }
  });
  form.addEventListener('keydown', (event) => {
    const cell = (event.target as Element).closest<HTMLTableCellElement>('[data-grid] td');
    const grid = cells(form);
    const here = cell && place(grid, cell);
    if (!cell || !here) {
      return;
    }
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      from ??= here;
      to = here;
      paint(cell);
    } else if (event.key === 'Escape') {
      from = to = undefined;
      mark();
    } else if (STEPS[event.key] || event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      const mirrored = document.documentElement.dir === 'rtl' ? -1 : 1;
      const [down, aside] = STEPS[event.key] ?? [0, 0];
      const row = event.key === 'Home' ? 0 : event.key === 'End' ? grid.length - 1 : here[0] + down;
      const next = grid[row]?.[here[1] + aside * mirrored];
      if (!next) {
        return;
      }
      if (event.shiftKey) {
        from ??= here;
        to = place(grid, next);
      } else {
        from = to = undefined;
      }
      mark();
      cell.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  });
}

document.querySelectorAll<HTMLFormElement>('form[data-editor]').forEach(paintable);
