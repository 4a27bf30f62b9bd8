/** The time zone of the browser; undefined where it is not known. */
export function browserZone(): string | undefined {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** By TLS every cookie is one of this host alone; the server knows them without the prefix. */
export const PREFIX = location.protocol === 'https:' ? '__Host-' : '';

export function cookie(name: string): string | undefined {
  const start = `${PREFIX}${name}=`;
  const found = document.cookie.split('; ').find((one) => one.startsWith(start));
  return found && decodeURIComponent(found.substring(start.length));
}

function forget(name: string): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${PREFIX}${name}=; path=/; max-age=0; samesite=lax${secure}`;
}

/** Asks, once the browser is in another zone, whether times are to follow; a no is kept in a cookie, so that it asks once. */
async function offer(): Promise<void> {
  const zone = browserZone();
  const used = cookie('zone');
  if (zone && zone === used && cookie('zone_kept')) {
    // The browser is back in the stored zone: the next move is asked about again.
    forget('zone_kept');
  }
  if (!zone || !used || zone === used || zone === cookie('zone_kept') || document.querySelector('[data-zone-offer]')) {
    return;
  }
  const query = new URLSearchParams({ browser: zone, to: location.pathname + location.search });
  // Without an answer the next look at the page asks.
  const answer = await fetch(`/zone/offer?${query}`, { headers: { Accept: 'text/html' } }).catch(() => null);
  if (answer?.status !== 200) {
    return;
  }
  const question = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-zone-offer]');
  if (question && !document.querySelector('[data-zone-offer]')) {
    document.querySelector('main')?.prepend(document.adoptNode(question));
  }
}

export function offerZone(): void {
  document.querySelectorAll<HTMLInputElement>('[data-browser-zone]').forEach((field) => (field.value = browserZone() ?? ''));
  void offer();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      void offer();
    }
  });
}
