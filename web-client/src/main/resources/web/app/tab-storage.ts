/** What this tab keeps: nothing where the browser lets this site keep nothing. */
export const tabStorage = {
  get: (key: string) => allowed(() => sessionStorage.getItem(key)) ?? null,
  set: (key: string, value: string) => allowed(() => sessionStorage.setItem(key, value)),
  remove: (key: string) => allowed(() => sessionStorage.removeItem(key)),
};

function allowed<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch (failure) {
    // The browser refuses (SecurityError), or there is no room (QuotaExceededError).
    if (failure instanceof DOMException) {
      return undefined;
    }
    throw failure;
  }
}
